/** What can be chosen by typing. */
export interface Choice {
  id: string;
  /** What is offered while one types. */
  text: string;
  /** What one may type instead, such as an address. */
  also?: readonly string[];
}

const plain = (text: string) => text.trim().toLocaleLowerCase();

/** Id of the choice that was typed; undefined: there is none, or several are called so. */
export function chosenId(typed: string, choices: readonly Choice[]): string | undefined {
  const wanted = plain(typed);
  const byText = choices.filter(({ text }) => plain(text) === wanted);
  const found =
    byText.length > 0
      ? byText
      : choices.filter(({ also = [] }) => also.some((each) => plain(each) === wanted));
  return found.length === 1 ? found[0]?.id : undefined;
}
