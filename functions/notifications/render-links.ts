import { escapeHtml, escapeLines } from './escape-html.ts';
import { findLinks } from './find-links.ts';
import { STYLES } from './html-style.ts';

export const LINK_CLASS = 'ep-link';

/** A link in the style of our mails. `label` is HTML. */
export const htmlLink = (url: string, label: string): string =>
  `<a class="${LINK_CLASS}" href="${escapeHtml(url)}" style="${STYLES.link}">${label}</a>`;

/** Plain text as HTML: links clickable, line breaks and runs of blanks kept. */
export function renderLinks(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const { from, to, url } of findLinks(text)) {
    parts.push(escapeLines(text.slice(at, from)), htmlLink(url, escapeHtml(text.slice(from, to))));
    at = to;
  }
  return [...parts, escapeLines(text.slice(at))].join('');
}
