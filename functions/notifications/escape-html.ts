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

/** The same with its line breaks, and with runs of blanks kept as they were typed. */
export const escapeLines = (text: string): string =>
  escapeHtml(text)
    .replace(/\r\n?|\n/g, '<br>\n')
    .replace(/ {2}/g, '&nbsp; ');
