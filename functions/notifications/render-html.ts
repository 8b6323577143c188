import { fillText } from '../texts/fill-text.ts';
import {
  alignment,
  type DirectedText,
  type Direction,
  directionOf,
  sided,
  splitByDirection,
} from './direction.ts';
import { escapeHtml, escapeSentence } from './escape-html.ts';
import { block, box, renderDelimiter, renderPage, renderPreheader, TABLE } from './html-page.ts';
import { AVATAR_COLOURS, STYLES } from './html-style.ts';
import {
  colonIn,
  formatSize,
  formatTime,
  type MailContent,
  type ShownFile,
  type ShownMessage,
} from './mail-content.ts';
import { isMarkdown, renderMarkdown } from './markdown.ts';
import { htmlLink, renderLinks } from './render-links.ts';
import { fileState, plainText } from './render-text.ts';

/** Content-ID of an attached logo. */
export const LOGO_CONTENT_ID = 'logo@email-piping';

/** Renders the HTML part, with the words of the text part. It has no script, and no remote content except a logo at the team's URL. */
export function renderHtml(content: MailContent, title: string): string {
  const { locale, delimiter, texts, messages, history, isToStaff } = content;
  const direction = pageDirection(content);
  const body = [
    renderDelimiter(delimiter),
    renderPreheader(preheaderOf(content)),
    renderLogo(content),
    box('ep-card', STYLES.card, messages.map((one) => renderNew(one, content)).join(renderGap())),
    block(
      'ep-muted',
      STYLES.footer,
      escapeSentence(isToStaff ? texts.footerStaff : texts.footerCustomer),
    ),
    content.chatUrl
      ? block('ep-muted', STYLES.footer, htmlLink(content.chatUrl, escapeHtml(texts.openChat)))
      : '',
    history.length > 0 ? block('ep-muted', STYLES.earlier, escapeHtml(texts.earlier)) : '',
    ...history.map((message) => renderEarlier(message, content)),
  ];
  return renderPage({ locale, direction, title, body });
}

/** Direction of our words: a team may add texts in right-to-left languages. */
const pageDirection = ({ texts }: MailContent): Direction =>
  directionOf(texts.footerCustomer) ?? 'ltr';

const renderGap = () => '<div style="height:28px;line-height:28px;font-size:1px;">&nbsp;</div>';

/** First line of the first message that has text, as the text part shows it. */
function preheaderOf({ messages }: MailContent): string {
  const first = messages.find(({ text }) => text.trim() !== '');
  return (first && plainText(first).trimStart().split('\n', 1)[0]) ?? '';
}

const muted = (inner: string) => `<span class="ep-muted" style="${STYLES.note}">${inner}</span>`;
const below = (inner: string) => `<div style="${STYLES.below}">${inner}</div>`;

/** A person's text, each part in its own direction. */
function renderWords(message: ShownMessage, content: MailContent, style: string): string {
  const { text, isMarkdown: isTyped, isOfStaff } = message;
  const page = pageDirection(content);
  const runs = splitByDirection(text);
  const own = runs[0]?.direction ?? page;
  const renderRun = ({ direction = own, text: part }: DirectedText) =>
    direction === own
      ? `<div>${renderLinks(part)}</div>`
      : `<div dir="${direction}" style="${alignment(direction, own)}">${renderLinks(part)}</div>`;
  const words = () => (runs.length > 1 ? runs.map(renderRun).join('\n') : renderLinks(text));
  // a customer's link may look like one of ours to the team
  const showsAddresses = content.isToStaff && !isOfStaff;
  const inner = isTyped && isMarkdown(text) ? renderMarkdown(text, own, showsAddresses) : words();
  return `<div class="ep-body" dir="${own}" style="${style}${alignment(own, page)}">${inner}</div>`;
}

function renderLogo({ logo, senderName }: MailContent): string {
  if (!logo) return '';
  const source = logo.kind === 'inside' ? `cid:${LOGO_CONTENT_ID}` : logo.url;
  return block(
    'ep-logo',
    STYLES.logo,
    `<img src="${escapeHtml(source)}" alt="${escapeHtml(senderName)}" height="36" style="height:36px;max-width:240px;border:0;">`,
  );
}

function renderNew(message: ShownMessage, content: MailContent): string {
  const { texts, locale } = content;
  const colour = message.isOfStaff ? AVATAR_COLOURS.staff : AVATAR_COLOURS.other;
  const author = `<bdi>${escapeHtml(message.author)}</bdi>`;
  const wrote = fillText(escapeSentence(texts.wrote), { author });
  const head = `${TABLE}><tr>
<td width="36" valign="top"><div aria-hidden="true" style="${STYLES.avatar}background-color:${colour};">${escapeHtml(initialOf(message.author))}</div></td>
<td valign="middle" class="ep-strong" style="${STYLES.font}${sided(STYLES.wrote, pageDirection(content))}">${wrote}<br><span class="ep-muted" style="${STYLES.time}">${escapeHtml(formatTime(message.at, locale, content.timeZone))}</span></td>
</tr></table>`;
  const marks = message.marks.map((mark) => renderMark(texts[mark]));
  return [head, ...marks, ...renderBody(message, content, STYLES.text)].join('\n');
}

/** First letter or digit of a name; a name without any shows a dot. */
const initialOf = (name: string) => (/[\p{L}\p{N}]/u.exec(name)?.[0] ?? '·').toUpperCase();

function renderEarlier(message: ShownMessage, content: MailContent): string {
  const head = `<span class="ep-body" style="${STYLES.pastHead}"><bdi>${escapeHtml(message.author)}</bdi></span> <span class="ep-muted" style="${STYLES.time}">&nbsp;${escapeHtml(formatTime(message.at, content.locale, content.timeZone))}</span>`;
  const marks = message.marks.map((mark) => `<br>${muted(escapeSentence(content.texts[mark]))}`);
  const lines = [head, ...marks, ...renderBody(message, content, STYLES.pastText)].join('\n');
  return below(box('ep-past', sided(STYLES.past, pageDirection(content)), lines));
}

function renderBody(message: ShownMessage, content: MailContent, style: string): string[] {
  const { texts } = content;
  return [
    ...(message.text ? [renderWords(message, content, style)] : []),
    ...(message.isCut ? [renderMark(texts.cut)] : []),
    ...renderFiles(message.files, content),
  ];
}

/**
 * With the heading of the text part. The quote in an answer is compared with the text part,
 * and one word above a file is known as ours by what follows it (S12).
 */
function renderFiles(files: readonly ShownFile[], content: MailContent): string[] {
  if (files.length === 0) return [];
  const heading = escapeSentence(`${content.texts.attachments}${colonIn(content.locale)}`);
  return [below(muted(heading)), ...files.map((file) => renderFile(file, content))];
}

const renderMark = (sentence: string): string =>
  below(box('ep-mark', STYLES.mark, escapeSentence(sentence)));

function renderFile(file: ShownFile, { texts, locale }: MailContent): string {
  const note = file.url
    ? htmlLink(file.url, escapeHtml(texts.download))
    : escapeHtml(fileState(file, texts));
  const shown = `<bdi>${escapeHtml(file.filename)}</bdi><br>${muted(`${escapeHtml(formatSize(file.size, locale))} · ${note}`)}`;
  return below(box('ep-file', STYLES.file, shown));
}
