const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or a quoted attribute; whatever a person wrote stays text (S13). */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/** A sign that French sets off with a blank, with the word before it; "e-mail" with its hyphen. */
const KEPT_TOGETHER = /(?<!\S)\S{1,60} [:;?!»]|« \S{1,60}(?: »)?(?!\S)|\be-mails?\b/gi;

/** A sentence of ours: no line of it begins with a sign, and none ends within "e-mail". */
export const escapeSentence = (text: string): string =>
  escapeHtml(text).replace(
    KEPT_TOGETHER,
    (words) => `<span style="white-space:nowrap">${words}</span>`,
  );

/** The same with its line breaks, and with runs of blanks kept as they were typed. */
export const escapeLines = (text: string): string =>
  escapeHtml(text)
    .replace(/\r\n?|\n/g, '<br>\n')
    .replace(/ {2}/g, '&nbsp; ');
