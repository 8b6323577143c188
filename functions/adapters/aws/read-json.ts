/** A text from outside as JSON; undefined where it is none, so that the schema of whoever asks refuses both alike. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
