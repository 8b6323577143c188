/** The end of a page as opaque, URL-safe text; undefined on the last page. */
export function encodeCursor(lastKey: Record<string, unknown> | undefined): string | undefined {
  return lastKey && Buffer.from(JSON.stringify(lastKey)).toString('base64url');
}

/** Throws `InvalidCursorError` for anything that is not our cursor: a caller made it up. */
export function decodeCursor(cursor: string | undefined): Record<string, unknown> | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (isKey(key)) return key;
  } catch {
    // not JSON: refused below
  }
  throw new InvalidCursorError();
}

const isKey = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((part) => typeof part === 'string') &&
  'pk' in value &&
  'sk' in value;

export class InvalidCursorError extends Error {
  override name = 'InvalidCursorError';
  constructor() {
    super('the cursor is not one that this API gave: leave it out to start at the first page');
  }
}
