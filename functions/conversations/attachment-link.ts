import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { MessageAttachment } from './conversation.ts';
import type { TokenKeys } from './token.ts';

/** 192 bits: base64url needs no padding. */
const SIGNATURE_BYTES = 24;

function signature(key: KeyObject, attachmentId: string): Buffer {
  return createHmac('sha256', key)
    .update(`attachment:${attachmentId}`)
    .digest()
    .subarray(0, SIGNATURE_BYTES);
}

/** `"<apiUrl>/attachments/<id>?key=…"`: opens one attachment without a bearer token, as long as the attachment is kept (docs/openapi.json). */
export function attachmentLink(apiUrl: string, keys: TokenKeys, attachmentId: string): string {
  const key = keys.keys[keys.current];
  if (!key) throw new Error(`token key "${keys.current}" is not among the keys`);
  const url = new URL(
    `${apiUrl.replace(/\/+$/, '')}/attachments/${encodeURIComponent(attachmentId)}`,
  );
  url.searchParams.set('key', signature(key, attachmentId).toString('base64url'));
  return url.href;
}

/** Whether the link's key was made for this attachment by a key of ours that still reads. */
export function isAttachmentKeyValid(
  keys: TokenKeys,
  attachmentId: string,
  given: string,
): boolean {
  const octets = Buffer.from(given, 'base64url');
  if (octets.length !== SIGNATURE_BYTES) return false;
  return Object.values(keys.keys).some((key) =>
    timingSafeEqual(signature(key, attachmentId), octets),
  );
}

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
export function servedType({ contentType }: Pick<MessageAttachment, 'contentType'>): string {
  const bare = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return SAFE_TYPES.test(bare) ? bare : 'application/octet-stream';
}
