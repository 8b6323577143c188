/**
 * Caches the answers of `ask` for one piece of work, by its arguments. Keep the result for one mail at most, because answers change. The
 * table batches all questions of one event-loop turn into one call, so a caller who knows its questions asks them together.
 */
export function memoise<Question extends unknown[], Answer>(
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
