/** Undefined where a `%` begins no escape of UTF-8 (RFC 3986 §2.1). */
export function unescapeUrl(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
