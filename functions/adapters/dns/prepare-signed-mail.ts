import type { Readable } from 'node:stream';
import { MAIL_LIMITS } from '../../mail/limits.ts';
import { readBlocks } from '../../mail/structure/read-blocks.ts';
import { unifyLineEnds } from './unify-line-ends.ts';

/** Signatures that are checked, from the top: each costs a look-up and a hash of the body. */
const MAX_SIGNATURES = 10;
/** Header lines of a mail whose signatures are checked: the library's cost grows with their square. */
const MAX_HEADER_LINES = 2000;
/** Blanks and line ends in a row, in the header of such a mail. With each such run, too, the library's cost grows with the square. */
const MAX_BLANKS_IN_A_ROW = 1000;

/** One field with its continuation lines. */
const FIELD = /^[^\r\n]*(?:\r\n[ \t][^\r\n]*)*(?:\r\n)?/gm;
const BLANKS = ' \t\r\n\f\v';
const END_OF_HEADER = '\r\n\r\n';

export type SignedMail =
  | { kind: 'signed'; octets: AsyncGenerator<Buffer, void> }
  | { kind: 'unsigned' }
  | { kind: 'too-costly' };

/**
 * The octets of a mail as they are given to the library. Kept are at most ten signatures, none that covers only a part of the body (with
 * `l=` anyone can append to it, RFC 6376 §8.2) or uses SHA-1 (RFC 8301 §3.1). ARC fields are removed, and line ends become CRLF, as when
 * the mail was signed. If no signature is left, only the header is read.
 */
export const prepareSignedMail = (raw: Readable): Promise<SignedMail> =>
  prepare(raw, keepSignatures);

/**
 * The octets of a mail as they are given to the library to check its ARC seals: with all seals, or not at all if they are too many or too
 * weak.
 */
export const prepareSealedMail = (raw: Readable): Promise<SignedMail> => prepare(raw, keepSeals);

async function prepare(
  raw: Readable,
  keep: (head: string) => { kept: string; count: number },
): Promise<SignedMail> {
  const blocks = unifyLineEnds(readBlocks(raw));
  let top = '';
  let end = -1;
  for (let next = await blocks.next(); !next.done; next = await blocks.next()) {
    top += next.value.toString('latin1');
    end = top.indexOf(END_OF_HEADER);
    if (end >= 0 || top.length > MAIL_LIMITS.maxHeaderBlockBytes) break;
  }
  const head = end < 0 ? top : top.slice(0, end + 2);
  if (isTooCostly(head)) return { kind: 'too-costly' };
  const { kept, count } = keep(head);
  if (count === 0) return { kind: 'unsigned' };
  return { kind: 'signed', octets: continueWith(kept + top.slice(head.length), blocks) };
}

const isTooCostly = (head: string) =>
  head.split('\n', MAX_HEADER_LINES + 1).length > MAX_HEADER_LINES || hasLongBlank(head);

/** Not by a regular expression, which would begin again at each blank. */
function hasLongBlank(head: string): boolean {
  let blanks = 0;
  for (let at = 0; at < head.length && blanks <= MAX_BLANKS_IN_A_ROW; at++)
    blanks = BLANKS.includes(head[at] ?? '') ? blanks + 1 : 0;
  return blanks > MAX_BLANKS_IN_A_ROW;
}

async function* continueWith(
  start: string,
  blocks: AsyncGenerator<Buffer, void>,
): AsyncGenerator<Buffer, void> {
  yield Buffer.from(start, 'latin1');
  yield* blocks;
}

function keepSignatures(head: string): { kept: string; count: number } {
  let count = 0;
  const kept = head.replace(FIELD, (field) => {
    if (/^arc-/i.test(field)) return '';
    if (!/^dkim-signature[ \t]*:/i.test(field)) return field;
    if (isTooWeak(field) || count >= MAX_SIGNATURES) return '';
    count += 1;
    return field;
  });
  return { kept, count };
}

/**
 * An ARC chain is valid as a whole or not at all (RFC 8617 §5.2), and its seals may cover the mail's own signatures, so nothing is removed.
 */
function keepSeals(head: string): { kept: string; count: number } {
  const fields = head.match(FIELD) ?? [];
  const of = (name: RegExp) => fields.filter((field) => name.test(field));
  const seals = of(/^arc-seal[ \t]*:/i).length;
  const signatures = of(/^(?:dkim|arc-message)-signature[ \t]*:/i);
  const isSound = signatures.length <= 2 * MAX_SIGNATURES && !signatures.some(isTooWeak);
  return { kept: head, count: isSound && seals <= MAX_SIGNATURES ? seals : 0 };
}

function isTooWeak(signature: string): boolean {
  const tags = signature
    .slice(signature.indexOf(':') + 1)
    .replace(/\s+/g, '')
    .toLowerCase()
    .split(';');
  return tags.some((tag) => tag.startsWith('l=') || tag === 'a=rsa-sha1');
}
