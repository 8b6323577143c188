/** Characters of its output that a failure shows, from the beginning and from the end, and of the first faults that it found. */
const MAX_SHOWN_CHARACTERS = 2_000;

/** What is wrong, by what Schemathesis told, with how that began and ended: a record of CI keeps nothing else of it. Undefined: nothing. */
export function faultOf(told: string): string | undefined {
  const found = /^=+ (?:ERRORS|FAILURES) =+$/m.exec(told);
  const [, generated, passed] = /(\d+) generated, (\d+) passed/.exec(told) ?? [];
  const count = generated ? `${passed} of ${generated} cases passed` : 'no case was counted';
  // beside its warnings it says how many cases passed
  if (!found && generated && passed === generated) return undefined;
  const faults = found ? told.slice(found.index).slice(0, MAX_SHOWN_CHARACTERS) : '';
  return [
    `${count}\n${faults}`,
    `── how it began\n${told.slice(0, MAX_SHOWN_CHARACTERS)}`,
    `── how it ended\n${told.slice(-MAX_SHOWN_CHARACTERS)}`,
  ].join('\n');
}
