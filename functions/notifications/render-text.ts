import { fillText } from '../texts/fill-text.ts';
import { HISTORY_RULE } from '../texts/template-lines.ts';
import {
  colonIn,
  formatSize,
  formatTime,
  type MailContent,
  type ShownFile,
  type ShownMessage,
} from './mail-content.ts';
import { isMarkdown, plainMarkdown } from './markdown.ts';

/** Renders the text part, with `\n` as line end; the composer folds it. */
export function renderText(content: MailContent): string {
  const { texts, locale, delimiter, messages, history, isToStaff, chatUrl } = content;
  const blocks = [
    ...(delimiter ? [delimiter] : []),
    ...messages.map((message) => renderNew(message, content)),
    isToStaff ? texts.footerStaff : texts.footerCustomer,
    ...(chatUrl ? [`${texts.openChat}${colonIn(locale)} ${chatUrl}`] : []),
    ...(history.length > 0 ? [`${HISTORY_RULE}\n${texts.earlier}`] : []),
    ...history.map((message) => renderEarlier(message, content)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function renderNew(message: ShownMessage, content: MailContent): string {
  const { texts } = content;
  return [fillText(texts.wrote, { author: message.author }), ...renderBody(message, content)].join(
    '\n\n',
  );
}

function renderEarlier(message: ShownMessage, content: MailContent): string {
  const { locale, timeZone } = content;
  const head = `${message.author}, ${formatTime(message.at, locale, timeZone)}${colonIn(locale)}`;
  return [head, ...renderBody(message, content)].join('\n');
}

function renderBody(message: ShownMessage, { texts, locale }: MailContent): string[] {
  const files = message.files.map((file) => `- ${renderFile(file, texts, locale)}`);
  return [
    ...message.marks.map((mark) => `(${texts[mark]})`),
    ...(message.text ? [plainText(message)] : []),
    ...(message.isCut ? [`(${texts.cut})`] : []),
    ...(files.length > 0 ? [`${texts.attachments}${colonIn(locale)}\n${files.join('\n')}`] : []),
  ];
}

/** A person's text, without Markdown signs if it was typed into the chat. */
export const plainText = ({ text, isMarkdown: isTyped }: ShownMessage): string =>
  isTyped && isMarkdown(text) ? plainMarkdown(text) : text;

function renderFile(file: ShownFile, texts: MailContent['texts'], locale: string): string {
  const name = `${file.filename} (${formatSize(file.size, locale)})`;
  return file.url ? `${name}${colonIn(locale)} ${file.url}` : `${name}, ${fileState(file, texts)}`;
}

export const fileState = ({ state }: ShownFile, texts: MailContent['texts']): string =>
  state === 'attached' ? texts.attached : texts.unavailable;
