const MAX_WORD_LENGTH = 32;
const RANDOM_LENGTH = 6;

/** An unused id: the ASCII letters and digits of the name, and a random part, so that it never names an existing person. */
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
