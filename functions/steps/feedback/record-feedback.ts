import type { Participant } from '../../conversations/people/people.ts';
import type { BouncedReason } from '../../conversations/recipients/delivery.ts';
import type { TextName } from '../../texts/built-in-texts.ts';
import type { AskedMail } from '../asking/ports.ts';
import type { ConversationStore, PeopleStore } from '../chatting/ports.ts';
import type { DeliveryWriter } from '../notifying/ports.ts';
import type { SettingsSource } from '../ports.ts';
import type { SentMail, SentMailStore } from '../sending/ports.ts';
import type { BouncedMail, Feedback, FeedbackQueue, SuppressionStore } from './ports.ts';
import { type NoticePorts, writeNotice } from './write-notice.ts';

export type FeedbackPorts = NoticePorts & {
  settings: SettingsSource;
  conversations: Pick<ConversationStore, 'find' | 'append'>;
  sentMails: Pick<SentMailStore, 'find'>;
  deliveries: Pick<DeliveryWriter, 'markBounced' | 'markRejected' | 'markDelayed'>;
  feedbackQueue: FeedbackQueue;
  suppressions: Pick<SuppressionStore, 'suppress' | 'countSoftBounce'>;
  people: Pick<PeopleStore, 'findUser' | 'findAgent'>;
};

/** Soft bounces of an address that count as a hard bounce. The count starts again 30 days after the last one. */
export const MAX_SOFT_BOUNCES = 5;

const TEXTS: Record<BouncedReason, TextName> = {
  'hard-bounce': 'hardBounce',
  'soft-bounce': 'softBounce',
  complaint: 'complaint',
};

/**
 * Seconds until each further look. SES's event may come before `notify` has recorded the mail as sent. If `notify` was killed before the
 * SES id's item was written, the next call writes it, which comes when the order's visibility timeout of six minutes is over.
 */
export const WAITS_SECONDS = [2, 4, 8, 16, 30, 60, 120, 180] as const;

/**
 * Records an SES event about a mail of ours: marks the delivery, suppresses the address and shows a notice in the conversation (S16).
 * Delivery reports that came as a mail take the same way (S5). Idempotent. An event about a mail without a record is queued again.
 */
export async function recordFeedback(feedback: Feedback, ports: FeedbackPorts): Promise<void> {
  const { sesMessageId, reason } = feedback;
  const sent = await ports.sentMails.find(sesMessageId);
  if (!sent) return waitForRecord(feedback, ports);
  const at = new Date(ports.clock.now()).toISOString();
  await mark(sent, reason, at, ports);
  if (reason === 'rejected' || reason === 'delayed') return;
  // S5: hearsay marks the delivery but never suppresses the address, however often it comes
  const isSuppressed = !feedback.isHearsay && (await suppress(sent, reason, at, ports));
  const isFinal = isSuppressed && reason === 'soft-bounce';
  const mail = 'question' in sent ? await inConversation(sent, ports) : sent;
  if (mail) await showInChat(mail, reason, isFinal ? 'hardBounce' : TEXTS[reason], ports);
}

type MailInChat = Pick<SentMail, 'sesMessageId' | 'conversationId' | 'participant' | 'recipient'>;

/** Undefined: the held mail that the question was about names no conversation, or that one was erased. */
async function inConversation(
  { question, conversationId, ...mail }: AskedMail,
  { conversations }: FeedbackPorts,
): Promise<MailInChat | undefined> {
  const isThere = conversationId !== undefined && (await conversations.find(conversationId));
  if (!isThere) return undefined;
  return { ...mail, conversationId, participant: { kind: 'agent', id: question.agentId } };
}

/** The event may also be about another program's mail or an erased person's: after the last wait it is dropped. */
async function waitForRecord(
  feedback: Feedback,
  { feedbackQueue, log }: FeedbackPorts,
): Promise<void> {
  const { sesMessageId, reason, waits } = feedback;
  const delaySeconds = WAITS_SECONDS[waits];
  if (delaySeconds === undefined) {
    log.warn({ sesMessageId, reason }, 'feedback about a mail that we do not know');
    return;
  }
  await feedbackQueue.put({ ...feedback, waits: waits + 1 }, delaySeconds * 1000);
}

/** A question to an agent (S22) has no delivery to mark. */
async function mark(
  sent: SentMail | AskedMail,
  reason: Feedback['reason'],
  at: string,
  { deliveries, log }: FeedbackPorts,
): Promise<void> {
  if ('question' in sent) {
    return log.warn({ ...sent.question, reason }, 'SES reports about a question to an agent');
  }
  if (reason === 'rejected') return deliveries.markRejected(sent, at);
  if (reason === 'delayed') return deliveries.markDelayed(sent, at);
  return deliveries.markBounced(sent, reason, at);
}

async function suppress(
  sent: BouncedMail,
  reason: BouncedReason,
  at: string,
  { suppressions }: FeedbackPorts,
): Promise<boolean> {
  if (reason === 'soft-bounce') {
    const count = await suppressions.countSoftBounce(sent);
    if (count < MAX_SOFT_BOUNCES) return false;
  }
  await suppressions.suppress(sent, reason, at);
  return true;
}

async function showInChat(
  sent: MailInChat,
  reason: BouncedReason,
  text: TextName,
  ports: FeedbackPorts,
): Promise<void> {
  const settings = await ports.settings.read();
  const flag = reason === 'complaint' ? 'complained' : 'bounced';
  await writeNotice(
    {
      conversationId: sent.conversationId,
      name: `${flag}#${sent.sesMessageId}`,
      flag,
      text,
      about: sent.participant,
      recipient: await nameOf(sent.participant, sent.recipient, ports),
      locale: settings.locale,
    },
    ports,
  );
}

/** The user may read the chat, so staff are shown by name, never by address. */
async function nameOf(
  { kind, id }: Participant,
  recipient: string,
  { people }: FeedbackPorts,
): Promise<string> {
  if (kind === 'agent') return (await people.findAgent(id))?.name || id;
  return kind === 'user' ? (await people.findUser(id))?.name || recipient : recipient;
}
