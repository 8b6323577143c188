/** `type/subtype` at the start, past marks that do not belong there: quotes, brackets, stars, the field's own name once more. */
const TYPE =
  /^(?:content-type\s*[:=])?[\s"'<*;]*([a-z][\w.+-]{0,126})[ \t]*[/\\][ \t]*([\w.+-]{1,126})/i;
/** The type alone. */
const LONE_WORD = /^[\s"'<*;]*([a-z][\w.+-]{0,126})(?![\w.+-]*\s*=)/i;
/** What people's programs mean by a type alone, or by one that there is not. */
const MEANT: Record<string, string> = {
  text: 'text/plain',
  plain: 'text/plain',
  ascii: 'text/plain',
  html: 'text/html',
  multipart: 'multipart/mixed',
  message: 'message/rfc822',
  'plain/text': 'text/plain',
  'html/text': 'text/html',
  'text/text': 'text/plain',
  'text/txt': 'text/plain',
  'text/ascii': 'text/plain',
  'text/us-ascii': 'text/plain',
  'text/utf-8': 'text/plain',
  'text/htm': 'text/html',
  'text/xhtml': 'text/html',
  'application/xhtml+xml': 'text/html',
  'message/email': 'message/rfc822',
};

/**
 * Mends a Content-Type that lacks its semicolon, stands in brackets, quotes or stars, or names the type alone. Gives `type/subtype; rest`;
 * what names no type at all is text (RFC 2045 §5.2).
 */
export function repairContentType(value: string): string {
  const found = TYPE.exec(value);
  const lone = found ?? LONE_WORD.exec(value);
  const named = (found ? `${found[1]}/${found[2]}` : (lone?.[1] ?? '')).toLowerCase();
  const meant = MEANT[named] ?? (found ? named : 'text/plain');
  return `${meant}${separate(value.slice(lone?.[0].length ?? 0))}`;
}

/** The parameters, with the semicolon before them that may be missing, or be another mark. */
function separate(rest: string): string {
  const params = rest.replace(/^[\s"'>*:,;]+/, '').trim();
  return params === '' ? '' : `; ${params}`;
}
