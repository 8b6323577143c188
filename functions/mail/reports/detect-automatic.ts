import { isPipingAddress } from '../addresses.ts';
import { headerValues } from '../header-fields.ts';
import type { Envelope, Message } from '../message.ts';
import { parseStructured } from '../parts/part-header.ts';
import { isAutomaticReplySubject, isDomainReportSubject } from './automatic-subject.ts';
import { isDaemon, isDaemonPath } from './is-daemon.ts';
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

/** Any value but `no`. */
const SAID = /^(?!no$|false$)/;
/** Fields of programs that answer by themselves, and what their value must be (S5). */
const AUTO_REPLY_FIELDS: [name: string, says: RegExp][] = [
  ['x-autoreply', SAID],
  ['x-autorespond', SAID],
  ['x-mail-autoreply', SAID],
  ['x-apple-action', /^vacation/],
  ['x-ms-exchange-generated-message-source', SAID],
  ['x-post-messageclass', /^9\b/],
  ['x-servicenow-generated', SAID],
];

const CHECKS: Record<AutomaticReason, (input: AutomaticInput) => boolean> = {
  'own-address': ({ message, pipingAddress }) =>
    pipingAddress !== undefined &&
    message.from.some(({ address }) => isPipingAddress(address, pipingAddress)),
  loop: ({ message, pipingAddress }) =>
    pipingAddress !== undefined && hasOwnLoopHeader(message, pipingAddress),
  'delivery-report': ({ message }) =>
    message.deliveryReport !== undefined ||
    ['delivery-status', 'feedback-report'].some((type) => isReport(message, type)) ||
    headerValues(message, 'x-ricevuta').length > 0,
  'read-receipt': ({ message }) => isReport(message, 'disposition-notification'),
  'null-reverse-path': isNullReversePath,
  'auto-submitted': ({ message }) =>
    keywords(message, 'auto-submitted').some((keyword) => keyword !== 'no'),
  'mailing-list': (input) => headerValues(input.message, 'list-id').length > 0 && !isOwnList(input),
  'auto-reply-header': ({ message }) =>
    AUTO_REPLY_FIELDS.some(([name, says]) =>
      keywords(message, name).some((keyword) => says.test(keyword)),
    ) || isAutomaticReplySubject(message.subject),
  bulk: (input) =>
    keywords(input.message, 'precedence').some(
      (keyword) =>
        ['bulk', 'junk', 'list', 'auto_reply', 'auto-reply'].includes(keyword) &&
        !(keyword === 'list' && isOwnList(input)),
    ) || isDomainReportSubject(input.message.subject),
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

/** A report by its type (RFC 6522), or by a part of the kind that lies in it (RFC 3464, RFC 8098): only the mail's own top level counts. */
function isReport(message: Message, type: string): boolean {
  const { value, params } = parseStructured(headerValues(message, 'content-type')[0] ?? '');
  if (value.toLowerCase() === `message/${type}`) return true;
  if (value.toLowerCase() !== 'multipart/report') return false;
  return (
    params['report-type']?.toLowerCase() === type || message.reportParts.includes(`message/${type}`)
  );
}

/** The envelope's word counts; where it is not known the Return-Path on top, which the last server wrote from it (RFC 5321 §4.4). */
function isNullReversePath({ envelope, message }: AutomaticInput): boolean {
  if (envelope.reversePath !== undefined && isDaemonPath(envelope.reversePath)) return true;
  const isKnown = envelope.reversePath !== undefined;
  return isDaemon(isKnown ? withoutReturnPath(message) : message);
}

const withoutReturnPath = (message: Message) => ({
  ...message,
  headerFields: message.headerFields.filter(({ name }) => name !== 'return-path'),
});

/** The fields' keywords, without parameters and comments (RFC 3834 §5). */
function keywords(message: Message, name: string): string[] {
  return headerValues(message, name).map((value) =>
    parseStructured(value).value.trim().toLowerCase(),
  );
}
