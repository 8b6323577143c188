/** A name that is not quoted, to the next semicolon: blanks, parentheses and all (RFC 2045 would end it there). */
const UNQUOTED_NAME = /((?:^|[;\s])(?:file)?name\s*=\s*)([^\s"';][^;"]*)("?)/gi;
const QUOTED = /"(?:[^"\\]|\\[\s\S])*"?/g;
/** The disposition's word without its semicolon, or with another mark. */
const UNPARTED = /^(\s*(?:attachment|inline))[\s,:]+(?=(?:file)?name\*?\d*\*?\s*=)/i;
/** A value that begins where the disposition's word should stand. */
const VALUE_MISSING = /^\s*(?:;\s*)?(?=(?:file)?name\*?\d*\*?\s*=)/i;

/**
 * Mends the parameters of a structured field: names without quotes that hold blanks or parentheses, Windows paths whose backslashes are no
 * escapes (RFC 2045 §5.1), and a value that is missing before its parameters, or not parted from them.
 */
export function repairParameters(value: string): string {
  return value
    .replace(VALUE_MISSING, 'attachment; ')
    .replace(UNPARTED, '$1; ')
    .replace(QUOTED, keepBackslashes)
    .replace(UNQUOTED_NAME, quoteName);
}

/** A backslash escapes a quote or itself and nothing else: before a letter it is a path's. */
function keepBackslashes(quoted: string): string {
  return quoted.replace(/\\([\s\S]?)/g, (pair, next: string) =>
    next === '"' || next === '\\' ? pair : `\\${pair}`,
  );
}

function quoteName(whole: string, name: string, value: string, quote: string): string {
  if (quote !== '') return whole;
  return `${name}"${value.trim().replace(/\\/g, '\\\\')}"`;
}
