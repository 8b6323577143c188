/** Parses a text from outside; undefined: it is not JSON, so that the caller's schema refuses both cases alike. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
