import type { MessageAttachment } from './conversation.ts';

/** Escapes a value as RFC 5987 §3.2.1 asks. */
const escapeExtended = (text: string) =>
  encodeURIComponent(text).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** RFC 6266 §4.3: a file to be saved, never shown; an ASCII name for old clients, and the full name beside it. */
export function contentDisposition(filename: string): string {
  const wellFormed = filename.toWellFormed();
  const ascii = wellFormed.replace(/[^\x20-\x7e]|["\\%;]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${escapeExtended(wellFormed)}`;
}

/** Types that a browser does not execute; others are served as plain octets. */
const SAFE_TYPES =
  /^(image\/(png|jpeg|gif|webp)|application\/(pdf|zip)|text\/(plain|csv)|audio\/[\w.+-]+|video\/[\w.+-]+)$/i;

/** The Content-Type to serve: bare and harmless, so that nothing in a stranger's file is executed. */
export function servedType({ contentType }: Pick<MessageAttachment, 'contentType'>): string {
  const bare = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return SAFE_TYPES.test(bare) ? bare : 'application/octet-stream';
}
