const PARAMETERS = /<param>[^<]*<\/param>/gi;
const COMMAND = /<<|<\/?[a-z][\w-]{0,58}>/gi;

/** The words of text/enriched (RFC 1896): commands left out, one line end a blank, each further one a line end. */
export function enrichedAsPlain(text: string): string {
  return text
    .replace(PARAMETERS, '')
    .replace(COMMAND, (found) => (found === '<<' ? '<' : ''))
    .replace(/\n+/g, (ends) => (ends.length === 1 ? ' ' : ends.slice(1)))
    .trim();
}
