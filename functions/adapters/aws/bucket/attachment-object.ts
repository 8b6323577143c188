import type { MessageAttachment } from '../../../conversations/conversation.ts';

export const attachmentKey = (attachmentId: string) => `attachments/${attachmentId}`;

/** Where a file waits until a message uses it: what is put here later changes no file that somebody saw. */
export const uploadKey = (attachmentId: string) => `uploads/${attachmentId}`;

/** RFC 5987 §3.2.1: what may stand unescaped in an extended value. */
const escapeExtended = (text: string) =>
  encodeURIComponent(text).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** RFC 6266 §4.3: saved as a file, never shown; an ASCII name for old clients, the whole name beside it. */
export function contentDisposition(filename: string): string {
  const wellFormed = filename.toWellFormed();
  const ascii = wellFormed.replace(/[^\x20-\x7e]|["\\%;]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${escapeExtended(wellFormed)}`;
}

/** Types that a browser runs are handed out as octets. */
const SAFE_TYPES =
  /^(image\/(png|jpeg|gif|webp)|application\/(pdf|zip)|text\/(plain|csv)|audio\/[\w.+-]+|video\/[\w.+-]+)$/i;

/** The type in the answer: a bare, harmless one, so that nothing of a stranger's file runs anywhere. */
export function servedType({ contentType }: MessageAttachment): string {
  const bare = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return SAFE_TYPES.test(bare) ? bare : 'application/octet-stream';
}
