/** Ids that are read of one field; of more the last count, which are the nearest ancestors. */
const MAX_MESSAGE_IDS = 100;
/** Characters of the fields that are looked at, from the end. */
const MAX_SCANNED_CHARACTERS = 64 * 1024;

/** A left and a right side, without blanks (RFC 5322 §3.6.4): `<>`, `<@>` and `< >` are no ids. */
const MESSAGE_ID = /<[^<>\s]+@[^<>\s]+>/g;

/** Every `"<id@host>"` of the values, in order and without repetition, at most the last 100. */
export function readMessageIds(values: string[]): string[] {
  const text = values.join(' ').slice(-MAX_SCANNED_CHARACTERS);
  const found = new Set(text.match(MESSAGE_ID));
  return [...found]
    .filter((id) => !id.startsWith('<@') && !id.endsWith('@>'))
    .slice(-MAX_MESSAGE_IDS);
}
