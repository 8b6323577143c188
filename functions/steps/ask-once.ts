/**
 * The same question of one piece of work is asked once. What is asked in one turn of the event loop the table answers in one call, so whoever
 * knows beforehand what will be asked asks for all of it at once. Not for longer than one mail: what is true changes.
 */
export function askOnce<Question extends unknown[], Answer>(
  ask: (...question: Question) => Promise<Answer>,
): (...question: Question) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (...question) => {
    const name = JSON.stringify(question);
    const known = answers.get(name) ?? ask(...question);
    answers.set(name, known);
    return known;
  };
}
