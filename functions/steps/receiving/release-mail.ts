import type { Participant } from '../../conversations/people.ts';
import { judgeAuthentication } from '../../mail/judge-authentication.ts';
import { commitDelivery } from './commit-delivery.ts';
import { userIdFor } from './decide-first-mail.ts';
import type { Deliver, ReadMail } from './mail-decision.ts';
import type { MailRecord, ReceiveMailPorts } from './ports.ts';
import { readMail } from './read-mail.ts';
import { readReply } from './read-reply.ts';
import { arrivalOf } from './replay-mail.ts';

/** A person's word: where the mail goes and whose it is, where that differs from what the mail itself says. */
export interface ReleaseOrder {
  conversationId?: string;
  /** Checked by the caller: a known agent, or the conversation's user. */
  as?: Participant;
}

export type ReleaseResult =
  | { kind: 'unknown' }
  /** Only a held mail can be released, and once. */
  | { kind: 'not-held'; record: MailRecord }
  /** The octets cannot be taken apart, so there is nothing to deliver. */
  | { kind: 'not-readable'; why: string }
  | { kind: 'unknown-conversation'; conversationId: string }
  | { kind: 'released'; record: MailRecord };

/** Delivers a held mail on a person's word (contracts §2). It is delivered once, however often this is called. */
export async function releaseMail(
  mailId: string,
  order: ReleaseOrder,
  ports: ReceiveMailPorts,
): Promise<ReleaseResult> {
  const held = await ports.inbound.find(mailId);
  if (!held) return { kind: 'unknown' };
  if (held.outcome !== 'held') return { kind: 'not-held', record: held };
  const raw = await ports.rawMails.find(mailId);
  if (!raw) return { kind: 'unknown' };
  const reading = await readMail(raw, arrivalOf(held), ports);
  if (reading.kind === 'over-limit') return { kind: 'not-readable', why: reading.bound };
  if (reading.kind === 'unreadable') return { kind: 'not-readable', why: reading.why };
  const decision = await decideRelease(reading.mail, held, order, ports);
  if (decision.kind !== 'deliver') return decision;
  const reply = await readReply(reading.mail, decision, ports);
  const record = await commitDelivery(
    { mail: reading.mail, raw, decision, reply, replaces: 'held' },
    ports,
  );
  return record.reason === 'released' ? { kind: 'released', record } : { kind: 'not-held', record };
}

async function decideRelease(
  mail: ReadMail,
  held: MailRecord,
  order: ReleaseOrder,
  ports: ReceiveMailPorts,
): Promise<Deliver | Extract<ReleaseResult, { kind: 'unknown-conversation' }>> {
  const conversationId = order.conversationId ?? held.conversationId;
  const conversation =
    conversationId === undefined ? undefined : await ports.conversations.find(conversationId);
  if (conversationId !== undefined && !conversation) {
    return { kind: 'unknown-conversation', conversationId };
  }
  const author = mail.message.from[0]?.address ?? '';
  const as = order.as ?? (await ownRole(author, conversation?.userId, ports));
  const user = as.kind === 'user' ? await ports.people.findUser(as.id) : undefined;
  return {
    kind: 'deliver',
    reason: 'released',
    as: { ...as, name: mail.message.from[0]?.name },
    authentication: judgeAuthentication(author, mail.verdicts),
    known: { ...(held.signal && { signal: held.signal }) },
    ...(conversation && { conversation }),
    ...(user && { user }),
  };
}

/** Whose address it is: staff first, then the conversation's user, else a guest of it or the user of a new one. */
async function ownRole(
  address: string,
  conversationUserId: string | undefined,
  { people }: ReceiveMailPorts,
): Promise<Participant> {
  const { agentIds, userIds } = await people.ownersOf(address);
  const [agentId] = agentIds;
  if (conversationUserId === undefined) {
    return { kind: 'user', id: userIds.toSorted()[0] ?? userIdFor(address) };
  }
  if (agentId !== undefined) return { kind: 'agent', id: agentId };
  if (userIds.includes(conversationUserId)) return { kind: 'user', id: conversationUserId };
  return { kind: 'guest', id: address };
}
