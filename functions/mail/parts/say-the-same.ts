/** Longest text and HTML that are compared, in UTF-16 units. */
const MAX_COMPARED_CHARACTERS = 256 * 1024;
/** Elements whose content is not text. */
const HIDDEN = ['style', 'script', 'title'];
const ENTITIES: Record<string, string> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"' };

/** Whether a plain text and HTML have the same words. Blanks and punctuation do not count. */
export function sayTheSame(text: string, html: string): boolean {
  if (text.length > MAX_COMPARED_CHARACTERS || html.length > MAX_COMPARED_CHARACTERS) return false;
  return lettersOf(text) === lettersOf(textOfHtml(html));
}

/** Link addresses and placeholders of pictures (`[image: logo.png]`) are left out: often only one of the two has them. */
const lettersOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/\[(?:image|inline image|cid)\b[^\]\n]{0,200}\]/g, '')
    .replace(/(?:https?:\/\/|mailto:)[^\s<>()[\]"]+/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** The text between the tags. Linear: an element that is never closed ends the text. */
function textOfHtml(html: string): string {
  const pieces: string[] = [];
  const lower = html.toLowerCase();
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at);
    pieces.push(html.slice(at, open < 0 ? html.length : open));
    if (open < 0) break;
    const end = endOfMarkup(lower, open);
    if (end < 0) break;
    at = end;
  }
  return pieces
    .join(' ')
    .replace(/&(#x?[\da-f]{1,6}|[a-z]{2,8});/gi, (_, name: string) => readEntity(name));
}

function endOfMarkup(lower: string, open: number): number {
  if (lower.startsWith('<!--', open)) return after(lower, '-->', open);
  const hidden = HIDDEN.find((name) => lower.startsWith(`<${name}`, open));
  return after(lower, '>', hidden ? lower.indexOf(`</${hidden}`, open) : open);
}

function after(text: string, mark: string, from: number): number {
  const at = from < 0 ? -1 : text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}

function readEntity(name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? '';
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
