/** "Not now, but later": RFC 5530 §3, Gmail's OVERQUOTA, RFC 2449 §6.1.2 and RFC 3206 §4. */
const RESPONSE_CODES = /\[(OVERQUOTA|LIMIT|UNAVAILABLE|INUSE|IN-USE|LOGIN-DELAY|SYS\/TEMP)\b/i;
/** Wordings of servers that have no code for it. */
const WORDS =
  /too many (simultaneous|concurrent|login|connections|requests)|bandwidth limits|rate limit|throttled|try again later|temporar(y|ily)/i;
const BARE_CODES = new Set(['OVERQUOTA', 'LIMIT', 'UNAVAILABLE', 'INUSE', 'ETHROTTLE']);
const MAX_SERVER_TEXT_LOOKED_AT = 1000;

/** Whether the server throttles us for a while, after too many logins or too much reading. Trying again at once prolongs it. */
export const isThrottled = (serverText: string, code = ''): boolean => {
  const text = serverText.slice(0, MAX_SERVER_TEXT_LOOKED_AT);
  return BARE_CODES.has(code.toUpperCase()) || RESPONSE_CODES.test(text) || WORDS.test(text);
};
