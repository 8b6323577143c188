/** A quoted string, or an unquoted file name up to the next semicolon, with blanks and parentheses, at which RFC 2045 would end it. */
const UNQUOTED_NAME =
  /"(?:[^"\\]|\\[\s\S])*"?|((?:^|[;\s])(?:file)?name\s*=\s*)([^\s"';][^;"]*)("?)/gi;
const QUOTED = /"(?:[^"\\]|\\[\s\S])*"?/g;
/** A disposition type followed by another character than a semicolon. */
const UNPARTED = /^(\s*(?:attachment|inline))[\s,:]+(?=(?:file)?name\*?\d*\*?\s*=)/i;
/** A parameter where the disposition type should be. */
const VALUE_MISSING = /^\s*(?:;\s*)?(?=(?:file)?name\*?\d*\*?\s*=)/i;

/**
 * Repairs the parameters of a structured field: unquoted names with blanks or parentheses, Windows paths
 * whose backslashes are no escapes (RFC 2045 §5.1), and a disposition type that is missing or not separated.
 */
export function repairParameters(value: string): string {
  return value
    .replace(VALUE_MISSING, 'attachment; ')
    .replace(UNPARTED, '$1; ')
    .replace(QUOTED, keepBackslashes)
    .replace(UNQUOTED_NAME, quoteName);
}

/** A backslash escapes only a quote or a backslash. Before a letter it belongs to a path. */
function keepBackslashes(quoted: string): string {
  return quoted.replace(/\\([\s\S]?)/g, (pair, next: string) =>
    next === '"' || next === '\\' ? pair : `\\${pair}`,
  );
}

function quoteName(whole: string, name?: string, value = '', quote = ''): string {
  if (name === undefined || quote !== '') return whole;
  return `${name}"${value.trim().replace(/\\/g, '\\\\')}"`;
}
