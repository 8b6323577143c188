/** Characters of the output that a failure shows: of the beginning, the end, and the first faults. */
const MAX_SHOWN_CHARACTERS = 2_000;

/** The faults that Schemathesis reports, with the beginning and end of its output, all that CI keeps of it. Undefined: none. */
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
