/** A web address up to the next blank or bracket; what ends a sentence is not part of it. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/g;
const END_OF_SENTENCE = new Set(".,;:!?'’”»…");
/** A closing bracket ends a sentence, unless the address has its opening one: `…/wiki/Rome_(city)`. */
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

function withoutEnd(address: string): string {
  const opened = new Set(address);
  const isEnd = (char: string) => {
    const opening = OPENING[char];
    return opening === undefined ? END_OF_SENTENCE.has(char) : !opened.has(opening);
  };
  let end = address.length;
  while (end > 0 && isEnd(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
}

/** LRO and RLO (UAX #9) turn letters round: `https://thief.example/moc.pohs//:sptth` would read as an address of shop.com. */
const DIRECTION_OVERRIDES = /[\u202d\u202e]/g;

/** The parts of a text in their order: its web addresses, and what stands between them. */
export function splitLinks(given: string): Array<string | { address: string }> {
  const text = given.replace(DIRECTION_OVERRIDES, '');
  const parts = [];
  let read = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutEnd(found);
    if (!URL.canParse(address)) continue;
    parts.push(text.slice(read, index), { address });
    read = index + address.length;
  }
  return [...parts, text.slice(read)].filter((part) => part !== '');
}
