import LinkifyIt from 'linkify-it';

/** Finds only links with a scheme (`https://…`, `mailto:…`): `notes.md` is no link. */
const linkify = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
  .add('ftp:', null)
  .add('//', null);
/** Links of one message that are made clickable; the rest stay text. */
const MAX_LINKS = 200;

export interface FoundLink {
  /** Offset in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  readonly url: string;
}

/** The web and mail links in a text, in order. */
export function findLinks(text: string): FoundLink[] {
  if (!text.includes(':')) return [];
  return (linkify.match(text) ?? [])
    .slice(0, MAX_LINKS)
    .map(({ index, lastIndex, url }) => ({ from: index, to: lastIndex, url }));
}
