import { fitIntoAnswer, MAX_SHOWN_BYTES } from '../../../conversations/fit-into-answer.ts';
import { decideMail } from '../deciding/decide-mail.ts';
import { isEmptyMail } from '../delivering/commit-delivery.ts';
import { arrivalOf } from '../mail-record.ts';
import type { InboundStore, MailRecord, ReceiveMailPorts } from '../ports.ts';
import { readAgain } from '../reading/read-again.ts';
import { readReply } from '../reading/read-reply.ts';
import { receiveMail } from '../receive-mail.ts';
import { setAsideUnread } from '../set-aside-unread.ts';
import type { ReplayAnswer, ReplayPreview, ReplayView } from './ports.ts';

/** Judges a mail again by today's rules. */
export async function replayMail(mailId: string, ports: ReceiveMailPorts): Promise<ReplayAnswer> {
  const before = await ports.inbound.find(mailId);
  if (!before) return 'unknown';
  if (before.outcome === 'delivered') return 'already-delivered';
  const after = await receiveMail(arrivalOf(before), ports, before.outcome);
  return after ? 'replayed' : 'unknown';
}

/** What a replay would change, without changing it. Undefined: there is no such mail. */
export async function previewReplay(
  mailId: string,
  ports: ReceiveMailPorts,
): Promise<ReplayPreview | undefined> {
  const before = await ports.inbound.find(mailId);
  if (!before) return undefined;
  const text = await deliveredText(before, ports);
  const after = await viewAfter(before, ports);
  const now = { ...viewOf(before), ...(text !== undefined && { text }) };
  return after && { before: fitBesideOther(now), after: fitBesideOther(after) };
}

const fitBesideOther = (view: ReplayView) => fitIntoAnswer(view, MAX_SHOWN_BYTES / 2);

const viewOf = ({ outcome, reason, conversationId }: MailRecord): ReplayView => ({
  outcome,
  reason,
  ...(conversationId !== undefined && { conversationId }),
});

async function deliveredText({ messageId }: MailRecord, { conversations }: ReceiveMailPorts) {
  if (messageId === undefined) return undefined;
  return (await conversations.findMessage(messageId))?.text;
}

async function viewAfter(
  before: MailRecord,
  ports: ReceiveMailPorts,
): Promise<ReplayView | undefined> {
  const { reading } = (await readAgain(before, ports)) ?? {};
  if (!reading) return undefined;
  if (reading.kind !== 'read') return setAsideUnread(reading).outcome;
  const decision = await decideMail(reading.mail, {
    ...ports,
    inbound: readOnly(ports.inbound, before.mailId),
  });
  if (decision.kind !== 'deliver') {
    const { conversationId } = decision.known;
    return { ...decision.outcome, ...(conversationId !== undefined && { conversationId }) };
  }
  const { reply } = await readReply(reading.mail, decision, ports.sentMails);
  if (isEmptyMail(reply, reading.mail)) return { outcome: 'ignored', reason: 'empty' };
  const conversationId = decision.conversation?.conversationId;
  return {
    outcome: 'delivered',
    reason: decision.reason,
    ...(conversationId !== undefined && { conversationId }),
    text: reply,
  };
}

/**
 * A preview counts no wrong code, and a delivered mail is no duplicate of itself. It does note a staff mail as
 * seen: that is how it knows whether the mail comes for the first time, and noting the same mail twice changes nothing.
 */
const readOnly = (inbound: InboundStore, mailId: string): InboundStore => ({
  ...inbound,
  findDuplicate: async (...about) => {
    const original = await inbound.findDuplicate(...about);
    return original === mailId ? undefined : original;
  },
  noteWrongCode: async () => {},
});
