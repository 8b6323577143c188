import { isPipingAddress } from '../addresses.ts';
import { headerValues } from '../header-fields.ts';
import type { Envelope, Message } from '../message.ts';
import { parseStructured } from '../parts/part-header.ts';
import { hasOwnLoopHeader } from './loop-header.ts';

/** Why a mail is automatic, the first that holds counts (S5, fine print). */
export const AUTOMATIC_REASONS = [
  'own-address',
  'loop',
  'delivery-report',
  'read-receipt',
  'null-reverse-path',
  'auto-submitted',
  'mailing-list',
  'auto-reply-header',
  'bulk',
] as const;
export type AutomaticReason = (typeof AUTOMATIC_REASONS)[number];

export interface AutomaticInput {
  message: Message;
  envelope: Envelope;
  /** Undefined: not known, as for a single mail on the command line. */
  pipingAddress?: string;
  /** Mailing lists that the team itself runs for the piping address, lower-cased (setting `own-list-ids`). */
  ownListIds?: readonly string[];
}

const CHECKS: Record<AutomaticReason, (input: AutomaticInput) => boolean> = {
  'own-address': ({ message, pipingAddress }) =>
    pipingAddress !== undefined &&
    message.from.some(({ address }) => isPipingAddress(address, pipingAddress)),
  loop: ({ message, pipingAddress }) =>
    pipingAddress !== undefined && hasOwnLoopHeader(message, pipingAddress),
  'delivery-report': ({ message }) => isReport(message, 'delivery-status'),
  'read-receipt': ({ message }) => isReport(message, 'disposition-notification'),
  'null-reverse-path': isNullReversePath,
  'auto-submitted': ({ message }) =>
    keywords(message, 'auto-submitted').some((keyword) => keyword !== 'no'),
  'mailing-list': (input) => headerValues(input.message, 'list-id').length > 0 && !isOwnList(input),
  'auto-reply-header': ({ message }) =>
    [...keywords(message, 'x-autoreply'), ...keywords(message, 'x-autorespond')].some(
      (keyword) => keyword !== 'no',
    ),
  bulk: (input) =>
    keywords(input.message, 'precedence').some(
      (keyword) =>
        ['bulk', 'junk', 'list', 'auto_reply'].includes(keyword) &&
        !(keyword === 'list' && isOwnList(input)),
    ),
};

/** `Support team <support.example.com>` (RFC 2919 §3): every list that the mail came through is the team's own. */
function isOwnList({ message, ownListIds = [] }: AutomaticInput): boolean {
  const listIds = headerValues(message, 'list-id').map(
    (value) => /<([^<>]*)>\s*$/.exec(value)?.[1] ?? value,
  );
  return listIds.length > 0 && listIds.every((id) => ownListIds.includes(id.trim().toLowerCase()));
}

/** Why the mail is automatic; undefined: a person wrote it. `X-Auto-Response-Suppress` alone proves nothing (S5). */
export function detectAutomatic(input: AutomaticInput): AutomaticReason | undefined {
  return AUTOMATIC_REASONS.find((reason) => CHECKS[reason](input));
}

/** A report by its type (RFC 6522) or by the part that makes it one (RFC 3464, RFC 8098). */
function isReport(message: Message, type: 'delivery-status' | 'disposition-notification'): boolean {
  const { value, params } = parseStructured(headerValues(message, 'content-type')[0] ?? '');
  const isOfType =
    value.toLowerCase() === 'multipart/report' && params['report-type']?.toLowerCase() === type;
  return (
    isOfType || message.attachments.some(({ contentType }) => contentType === `message/${type}`)
  );
}

/** The envelope's word counts; where it is not known the Return-Path on top, which the last server wrote from it (RFC 5321 §4.4). */
function isNullReversePath({ envelope, message }: AutomaticInput): boolean {
  if (envelope.reversePath !== undefined) return /^\s*(<\s*>)?\s*$/.test(envelope.reversePath);
  const returnPath = headerValues(message, 'return-path')[0];
  return returnPath !== undefined && /^<\s*>$/.test(returnPath);
}

/** The fields' keywords, without parameters and comments (RFC 3834 §5). */
function keywords(message: Message, name: string): string[] {
  return headerValues(message, name).map((value) =>
    parseStructured(value).value.trim().toLowerCase(),
  );
}
