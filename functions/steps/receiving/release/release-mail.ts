import type { Conversation } from '../../../conversations/conversation.ts';
import type { Participant } from '../../../conversations/people.ts';
import type { Address } from '../../../mail/message.ts';
import {
  type Authentication,
  judgeAuthentication,
} from '../../../mail/verdicts/judge-authentication.ts';
import { findStandingConversation } from '../../chatting/find-conversation.ts';
import { arrivalOf } from '../arrival-of.ts';
import { commitDelivery } from '../commit-delivery.ts';
import { openConversationFor } from '../deciding/decide-first-mail.ts';
import type { Deliver, ReadMail } from '../deciding/mail-decision.ts';
import { roleInConversation } from '../deciding/role-in-conversation.ts';
import type { MailRecord, ReceiveMailPorts } from '../ports.ts';
import { readMail } from '../read-mail.ts';
import { readReply } from '../read-reply.ts';
import type { ReleaseOrder } from './ports.ts';

export type ReleaseResult =
  | { kind: 'unknown' }
  /** Only a held mail, or one whose author is ambiguous, can be released, and once. */
  | { kind: 'not-held'; record: MailRecord }
  /** The octets cannot be taken apart, so there is nothing to deliver. */
  | { kind: 'not-readable'; why: string }
  | { kind: 'unknown-conversation'; conversationId: string }
  /** No author can be read at all (S3): the order must say whose the message is. */
  | { kind: 'needs-author' }
  | { kind: 'released'; record: MailRecord };

/** Held mail waits for a person's word; a mail with two possible authors may be given one, too (S3). */
const isReleasable = ({ outcome, reason }: Pick<MailRecord, 'outcome' | 'reason'>): boolean =>
  outcome === 'held' || reason === 'ambiguous-author';

/** A mail that waits for a person's word. */
export interface HeldMail {
  record: MailRecord;
  /** Undefined: the mail opens one. */
  conversation?: Conversation;
}

type Unreleasable = Extract<
  ReleaseResult,
  { kind: 'unknown' | 'not-held' | 'unknown-conversation' }
>;

/** Delivers a held mail on a person's word (docs/openapi.json). It is delivered once, however often this is called. */
export async function releaseMail(
  mailId: string,
  order: ReleaseOrder,
  ports: ReceiveMailPorts,
): Promise<ReleaseResult> {
  const found = await findHeldMail(mailId, order, ports);
  return found.kind === 'held' ? deliverHeld(found, order.as, ports) : found;
}

export async function findHeldMail(
  mailId: string,
  order: ReleaseOrder,
  ports: ReceiveMailPorts,
): Promise<({ kind: 'held' } & HeldMail) | Unreleasable> {
  const record = await ports.inbound.find(mailId);
  if (!record) return { kind: 'unknown' };
  if (!isReleasable(record)) return { kind: 'not-held', record };
  const conversationId = order.conversationId ?? record.conversationId;
  if (conversationId === undefined) return { kind: 'held', record };
  const conversation = await findStandingConversation(conversationId, ports);
  return conversation
    ? { kind: 'held', record, conversation }
    : { kind: 'unknown-conversation', conversationId };
}

/** `as`: checked by the caller, a known agent or the conversation's user; undefined: whom the mail itself names. */
export async function deliverHeld(
  { record: held, conversation }: HeldMail,
  as: Participant | undefined,
  ports: ReceiveMailPorts,
): Promise<ReleaseResult> {
  const raw = await ports.rawMails.find(held.mailId);
  if (!raw) return { kind: 'unknown' };
  const reading = await readMail(raw, arrivalOf(held), ports);
  if (reading.kind === 'over-limit') return { kind: 'not-readable', why: reading.bound };
  if (reading.kind === 'unreadable') return { kind: 'not-readable', why: reading.why };
  const { mail } = reading;
  const decision = await decideRelease(mail, { record: held, conversation }, as, ports);
  if (decision.kind !== 'deliver') return decision;
  const reply = await readReply(mail, decision, ports);
  const record = await commitDelivery(
    { mail, raw, decision, reply, replaces: held.outcome },
    ports,
  );
  if (!record) throw new Error(`what mail ${held.mailId} was to be released into has changed`);
  return record.reason === 'released' ? { kind: 'released', record } : { kind: 'not-held', record };
}

async function decideRelease(
  mail: ReadMail,
  { record: held, conversation }: HeldMail,
  ordered: Participant | undefined,
  ports: ReceiveMailPorts,
): Promise<Deliver | { kind: 'needs-author' }> {
  const author = mail.message.author ?? mail.message.from[0];
  const as = ordered ?? (author && conversation && (await roleIn(conversation, mail, ports)));
  if (!as) return author ? openFor(mail, author, ports) : { kind: 'needs-author' };
  return {
    kind: 'deliver',
    reason: 'released',
    as: { ...as, name: author?.name },
    authentication: authenticationOf(mail),
    known: { ...(held.signal && { signal: held.signal }) },
    ...(conversation && { conversation }),
  };
}

/** Nobody stands for an author who can be read in two ways. */
const authenticationOf = ({ message: { author }, verdicts }: ReadMail): Authentication =>
  author ? judgeAuthentication(author.address, verdicts) : 'no-verdict';

/** As the mail itself would have opened it (S7). */
async function openFor(mail: ReadMail, author: Address, ports: ReceiveMailPorts): Promise<Deliver> {
  const settings = await ports.settings.read();
  const context = { mail, author, authentication: authenticationOf(mail), settings };
  return openConversationFor(context, 'released', ports);
}

/** Whose the author's address is in the conversation; one who can be read in two ways is nobody's but a guest. */
async function roleIn(
  conversation: Conversation,
  { message: { author, from } }: ReadMail,
  ports: ReceiveMailPorts,
): Promise<Participant> {
  if (!author) return { kind: 'guest', id: from[0]?.address ?? '' };
  return (await roleInConversation({ address: author.address }, conversation, ports)).participant;
}
