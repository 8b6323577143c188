const MAX_WORD_LENGTH = 32;
const RANDOM_LENGTH = 6;

/** An id that nobody has: what can be read of the name in ASCII, and something random, so that it never names somebody who is there. */
export function freshId(name: string, otherwise: string): string {
  const word = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, MAX_WORD_LENGTH);
  const random = crypto.randomUUID().replaceAll('-', '').slice(0, RANDOM_LENGTH);
  return `${word || otherwise}-${random}`;
}
