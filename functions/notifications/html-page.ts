import { cutText } from '../mail/clean-text.ts';
import type { Direction } from './direction.ts';
import { escapeHtml } from './escape-html.ts';
import { SHEET, STYLES } from './html-style.ts';

const MAX_PREHEADER_CHARS = 120;
/** Opening tag of a layout table: Outlook for Windows, which renders with Word, knows no other columns, and padding in cells alone. */
export const TABLE = '<table role="presentation" cellpadding="0" cellspacing="0" border="0"';

/** The width of the page in pixels. Word knows no max-width, so a table that it alone sees gives it the width. */
const WIDTH = 600;
const WIDTH_FOR_WORD = `<!--[if mso]>${TABLE} width="${WIDTH}" align="center"><tr><td><![endif]-->`;
const END_FOR_WORD = '<!--[if mso]></td></tr></table><![endif]-->';

export interface MailPage {
  locale: string;
  /** Direction of our words on the page. */
  direction: Direction;
  title: string;
  /** Blocks of HTML, from the top. Empty ones are left out. */
  body: string[];
}

/** The whole HTML part around the blocks of its body. */
export const renderPage = ({ locale, direction, title, body }: MailPage): string => `<!DOCTYPE html>
<html lang="${escapeHtml(locale)}" dir="${direction}">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<style>${SHEET}
</style>
</head>
<body class="ep-page" dir="${direction}" style="${STYLES.page}">
${TABLE} width="100%"><tr>
<td class="ep-outer" align="center" style="padding:28px 16px;${STYLES.font}background-color:#f3f4f6;">
${WIDTH_FOR_WORD}
${TABLE} width="100%" style="max-width:${WIDTH}px;"><tr><td align="${direction === 'rtl' ? 'right' : 'left'}" style="${STYLES.font}">
${body.filter(Boolean).join('\n')}
</td></tr></table>
${END_FOR_WORD}
</td></tr></table>
</body>
</html>
`;

/** A `<div>`; `inner` is HTML. */
export const block = (name: string, style: string, inner: string): string =>
  `<div class="${name}" style="${style}">${inner}</div>`;

/** A block with padding, as a table's only cell, to which Word hands down no font; `inner` is HTML. */
export const box = (name: string, style: string, inner: string): string =>
  `${TABLE} width="100%" style="border-collapse:separate;"><tr><td class="${name}" style="${STYLES.font}${style}">${inner}</td></tr></table>`;

/** The line at the top of the mail (R19); nothing if the setting is off. */
export const renderDelimiter = (delimiter: string | undefined): string =>
  delimiter ? block('ep-muted ep-delimiter', STYLES.delimiter, escapeHtml(delimiter)) : '';

/**
 * The preview text that lists of mails show behind the subject; the mail itself hides it. It stands below the delimiter, which is the top
 * of every mail (R19): if a program keeps hidden text in a reply, it is cut with the rest.
 */
export const renderPreheader = (text: string): string =>
  text === ''
    ? ''
    : block('ep-muted', STYLES.preheader, escapeHtml(cutText(text, MAX_PREHEADER_CHARS)));
