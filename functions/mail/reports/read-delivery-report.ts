import { normaliseAddress } from '../addresses.ts';
import { headerValues, readHeaderFields, readHeaderOf } from '../header-fields.ts';
import type { DeliveryReport, HeaderField, ReportedRecipient } from '../message.ts';
import { readMessageIds } from '../message-ids.ts';

/** Recipients that are read from one report. SES sends to at most 50. */
const MAX_REPORTED_RECIPIENTS = 100;
const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;

/** The first octets of a report's parts (RFC 3464 §2.1). */
export interface ReportParts {
  /** message/delivery-status. */
  status: Buffer;
  /** message/rfc822 or text/rfc822-headers: the mail that the report is about, or at least its header. */
  original?: Buffer;
}

/** The action that a status class implies, for a group without Action (RFC 3463 §3.1). */
const ACTION_OF_CLASS: Record<string, ReportedRecipient['action']> = {
  '2': 'delivered',
  '4': 'delayed',
  '5': 'failed',
};
/** Fields that occur once per group (RFC 3464 §2.3). A repeated one begins the next group, when the empty line is missing. */
const ONCE_A_GROUP = ['original-recipient', 'final-recipient', 'action'];

/** Reads a delivery report. Groups without a recipient or with an unknown action are left out. */
export function readDeliveryReport({ status, original }: ReportParts): DeliveryReport {
  // The first group has the fields of the whole message. It names no recipient, and is left out like any such group.
  return {
    recipients: readGroups(status)
      .flatMap((fields) => readRecipient(fields) ?? [])
      .slice(0, MAX_REPORTED_RECIPIENTS),
    originalMessageId:
      original &&
      readMessageIds(headerValues({ headerFields: readHeaderOf(original) }, 'message-id')).at(0),
  };
}

/** Groups of fields, separated by empty lines. */
function readGroups(status: Buffer): HeaderField[][] {
  return status
    .toString('latin1')
    .split(/\r?\n[ \t]*\r?\n/)
    .slice(0, MAX_REPORTED_RECIPIENTS + 1)
    .flatMap((group) => splitAtNext(readHeaderFields(Buffer.from(group, 'latin1'))));
}

function splitAtNext(headerFields: HeaderField[]): HeaderField[][] {
  const groups: HeaderField[][] = [];
  let seen = new Set<string>();
  for (const field of headerFields) {
    if (groups.length === 0 || (seen.has(field.name) && ONCE_A_GROUP.includes(field.name))) {
      groups.push([]);
      seen = new Set();
    }
    groups.at(-1)?.push(field);
    seen.add(field.name);
  }
  return groups;
}

function readRecipient(headerFields: HeaderField[]): ReportedRecipient | undefined {
  const first = (name: string) => headerValues({ headerFields }, name)[0];
  const action = first('action')
    ?.trim()
    .toLowerCase()
    .split(/[\s;(]/)[0];
  const status = /^\s*([245]\.\d{1,3}\.\d{1,3})/.exec(first('status') ?? '')?.[1];
  const known =
    action === undefined
      ? ACTION_OF_CLASS[status?.[0] ?? '']
      : ACTIONS.find((name) => name === action);
  const recipient =
    readTypedAddress(first('final-recipient')) ?? readTypedAddress(first('original-recipient'));
  if (!known || !recipient) return undefined;
  return {
    recipient,
    originalRecipient: readTypedAddress(first('original-recipient')),
    action: known,
    status,
  };
}

/** `rfc822; user@example.com` (RFC 3464 §2.3.2); some servers add a name or a comment. */
function readTypedAddress(value: string | undefined): string | undefined {
  const address = value?.slice(value.indexOf(';') + 1).trim() ?? '';
  const bare = address.endsWith(')') ? address.slice(0, address.lastIndexOf('(')) : address;
  return normaliseAddress(/<([^<>]*)>/.exec(bare)?.[1] ?? bare);
}
