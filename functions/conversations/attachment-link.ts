import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { currentKey, type TokenKeys } from './signals/token.ts';

/** 192 bits, so that base64url needs no padding. */
const SIGNATURE_BYTES = 24;

function signature(key: KeyObject, attachmentId: string): Buffer {
  return createHmac('sha256', key)
    .update(`attachment:${attachmentId}`)
    .digest()
    .subarray(0, SIGNATURE_BYTES);
}

/**
 * `"<apiUrl>/attachments/<id>?key=…"`: opens one attachment without a bearer token, for as long as the attachment is stored
 * (docs/openapi.json).
 */
export function attachmentLink(apiUrl: string, keys: TokenKeys, attachmentId: string): string {
  const url = new URL(
    `${apiUrl.replace(/\/+$/, '')}/attachments/${encodeURIComponent(attachmentId)}`,
  );
  url.searchParams.set('key', signature(currentKey(keys), attachmentId).toString('base64url'));
  return url.href;
}

/** Whether the link's key was made for this attachment by one of our keys. */
export function isAttachmentKeyValid(
  keys: TokenKeys,
  attachmentId: string,
  given: string,
): boolean {
  const octets = Buffer.from(given, 'base64url');
  // Node ignores characters that are not base64, so only the spelling that we write counts
  if (octets.length !== SIGNATURE_BYTES || octets.toString('base64url') !== given) return false;
  return Object.values(keys.keys).some((key) =>
    timingSafeEqual(signature(key, attachmentId), octets),
  );
}
