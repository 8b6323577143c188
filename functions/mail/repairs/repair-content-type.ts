/** `type/subtype` at the beginning, behind characters that do not belong there: quotes, brackets, stars, the field's own name repeated. */
const TYPE =
  /^(?:content-type\s*[:=])?[\s"'<*;]*([a-z][\w.+-]{0,126})[ \t]*[/\\][ \t]*([\w.+-]{1,126})/i;
/** A type without subtype. */
const LONE_WORD = /^[\s"'<*;]*([a-z][\w.+-]{0,126})(?![\w.+-]*\s*=)/i;
/** What programs mean by a type without subtype, or by a type that does not exist. */
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
 * Repairs a Content-Type that lacks its semicolon, stands in brackets, quotes or stars, or has no
 * subtype. Returns `type/subtype; rest`. A value without any type is text/plain (RFC 2045 §5.2).
 */
export function repairContentType(value: string): string {
  const found = TYPE.exec(value);
  const lone = found ?? LONE_WORD.exec(value);
  const named = (found ? `${found[1]}/${found[2]}` : (lone?.[1] ?? '')).toLowerCase();
  const meant = MEANT[named] ?? (found ? named : 'text/plain');
  return `${meant}${separate(value.slice(lone?.[0].length ?? 0))}`;
}

/** The parameters, with `; ` before them even where the semicolon is missing or another character. */
function separate(rest: string): string {
  const params = rest.replace(/^[\s"'>*:,;]+/, '').trim();
  return params === '' ? '' : `; ${params}`;
}
