import type { Readable } from 'node:stream';
import { MAIL_LIMITS } from '../../mail/limits.ts';
import { readBlocks } from '../../mail/read-blocks.ts';

/** Signatures that are checked, from the top: each costs a look-up and a hash over the body. */
export const MAX_SIGNATURES = 10;

/** One field with its continuation lines. */
const FIELD = /^[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n?/gm;

/**
 * The octets of a mail as the library shall see them: at most ten signatures, none that covers a part of the body only (`l=` lets anyone
 * add to it, RFC 6376 §8.2) or uses SHA-1 (RFC 8301 §3.1), no ARC fields, and CRLF throughout, as it was signed.
 */
export async function* prepareSignedMail(raw: Readable): AsyncGenerator<Buffer, void> {
  let head: string | undefined = '';
  for await (const text of unifyLineEnds(raw)) {
    if (head === undefined) {
      yield Buffer.from(text, 'latin1');
      continue;
    }
    head += text;
    const end: number = head.startsWith('\r\n') ? 0 : head.indexOf('\r\n\r\n');
    if (end < 0 && head.length <= MAIL_LIMITS.maxHeaderBlockBytes) continue;
    yield Buffer.from(
      end < 0 ? head : keepSignatures(head.slice(0, end + 2)) + head.slice(end + 2),
      'latin1',
    );
    head = undefined;
  }
  if (head !== undefined) yield Buffer.from(keepSignatures(head), 'latin1');
}

/** One character per octet, every line end as CRLF. */
async function* unifyLineEnds(raw: Readable): AsyncGenerator<string, void> {
  let held = '';
  for await (const block of readBlocks(raw)) {
    const text = held + block.toString('latin1');
    held = text.endsWith('\r') ? '\r' : '';
    yield (held ? text.slice(0, -1) : text).replace(/\r?\n/g, '\r\n');
  }
  if (held) yield held;
}

function keepSignatures(head: string): string {
  let count = 0;
  return head.replace(FIELD, (field) => {
    if (/^arc-/i.test(field)) return '';
    if (!/^dkim-signature[ \t]*:/i.test(field)) return field;
    if (isTooWeak(field) || count >= MAX_SIGNATURES) return '';
    count += 1;
    return field;
  });
}

function isTooWeak(signature: string): boolean {
  const tags = signature
    .slice(signature.indexOf(':') + 1)
    .replace(/\s+/g, '')
    .toLowerCase()
    .split(';');
  return tags.some((tag) => tag.startsWith('l=') || tag === 'a=rsa-sha1');
}
