/** RFC 5530 §3, Gmail's OVERQUOTA, RFC 2449 §6.1.2 and RFC 3206 §4: not now, but later. */
const RESPONSE_CODES = /\[(OVERQUOTA|LIMIT|UNAVAILABLE|INUSE|IN-USE|LOGIN-DELAY|SYS\/TEMP)\b/i;
/** What servers say that have no code for it. */
const WORDS =
  /too many (simultaneous|concurrent|login|connections|requests)|bandwidth limits|rate limit|throttled|try again later|temporar(y|ily)/i;
const BARE_CODES = new Set(['OVERQUOTA', 'LIMIT', 'UNAVAILABLE', 'INUSE', 'ETHROTTLE']);
const MAX_SERVER_TEXT_LOOKED_AT = 1000;

/** Whether a server turns us away for a while: too many logins, or too much was read. Who comes back at once is turned away for longer. */
export const isThrottled = (serverText: string, code = ''): boolean => {
  const text = serverText.slice(0, MAX_SERVER_TEXT_LOOKED_AT);
  return BARE_CODES.has(code.toUpperCase()) || RESPONSE_CODES.test(text) || WORDS.test(text);
};
