const PARAMETERS = /<param>[^<]*<\/param>/gi;
const COMMAND = /<<|<\/?[a-z][\w-]{0,58}>/gi;

/** The text of text/enriched (RFC 1896): without commands; a single line end becomes a blank, of several one is dropped. */
export function enrichedAsPlain(text: string): string {
  return text
    .replace(PARAMETERS, '')
    .replace(COMMAND, (found) => (found === '<<' ? '<' : ''))
    .replace(/\n+/g, (ends) => (ends.length === 1 ? ' ' : ends.slice(1)))
    .trim();
}
