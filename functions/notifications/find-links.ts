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

/** A longer link stays text. */
const MAX_LINK_CHARACTERS = 4_000;
const SCHEME = /(?:https?|mailto):/gi;

/**
 * The web and mail links in a text, in order. Not by `linkify.match`: it reads on from every scheme to the end of the link, also from those
 * inside of a link, which takes minutes for a long run of `https://a?`.
 */
export function findLinks(text: string): FoundLink[] {
  const links: FoundLink[] = [];
  let end = 0;
  for (const { index } of text.matchAll(SCHEME)) {
    if (links.length === MAX_LINKS) break;
    if (index < end) continue;
    // the character before the scheme tells whether a link may begin there
    const start = Math.max(0, index - 1);
    const match = linkify.matchAtStart(text.slice(start, start + MAX_LINK_CHARACTERS));
    if (!match) continue;
    end = start + match.lastIndex;
    const isWhole = match.lastIndex < MAX_LINK_CHARACTERS;
    if (isWhole) links.push({ from: start + match.index, to: end, url: match.url });
  }
  return links;
}
