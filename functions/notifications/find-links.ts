import LinkifyIt from 'linkify-it';

/** Only what says what it is: `https://…` and `mailto:…`; `notes.md` is no address. */
const linkify = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
  .add('ftp:', null)
  .add('//', null);
/** Links of one message that are made clickable; the rest is shown as text. */
const MAX_LINKS = 200;

export interface FoundLink {
  /** In UTF-16 units. */
  readonly from: number;
  readonly to: number;
  readonly url: string;
}

/** The web and mail addresses in a text, in order. */
export function findLinks(text: string): FoundLink[] {
  if (!text.includes(':')) return [];
  return (linkify.match(text) ?? [])
    .slice(0, MAX_LINKS)
    .map(({ index, lastIndex, url }) => ({ from: index, to: lastIndex, url }));
}
