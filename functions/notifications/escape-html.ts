const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for an element or a quoted attribute, so that what a person wrote stays text (S13). */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/** A word and the punctuation mark that French sets off with a blank; and "e-mail" with its hyphen. */
const KEPT_TOGETHER = /(?<!\S)\S{1,60} [:;?!»]|« \S{1,60}(?: »)?(?!\S)|\be-mails?\b/gi;

/** Escapes a sentence of ours. No line begins with a punctuation mark or breaks inside "e-mail". */
export const escapeSentence = (text: string): string =>
  escapeHtml(text).replace(
    KEPT_TOGETHER,
    (words) => `<span style="white-space:nowrap">${words}</span>`,
  );

/** Escapes text and keeps its line breaks, tabs and runs of blanks. */
export const escapeLines = (text: string): string =>
  escapeHtml(text)
    .replace(/\r\n?|\n/g, '<br>\n')
    .replaceAll('\t', '    ')
    .replace(/ (?= )/g, '&nbsp;');
