import type { ChatMessage, Conversation } from '../../conversations/conversation.ts';
import { recheckRecipient } from '../../conversations/recipients/choose-recipients.ts';
import type { SentReason, SkippedReason } from '../../conversations/recipients/delivery.ts';
import type { Settings } from '../../settings/settings.ts';
import { type DecidePorts, decideNotifications } from '../notifying/decide-notifications.ts';
import { type CircumstancePorts, readCircumstancesOf } from '../notifying/read-circumstances.ts';
import type { ClaimedWindow, GroupingWindow, WindowStore } from './ports.ts';

/** What is left of a window after the recheck: one mail to one person. */
export interface DueMail extends ClaimedWindow {
  conversation: Conversation;
  /** Oldest first; at least one. */
  messages: ChatMessage[];
  reasons: { messageId: string; reason: SentReason }[];
  /** Bare address, as it is now (R31). */
  recipient: string;
  recipientName: string;
  /** Earlier ids of the user, whose mails are in the same mailbox. */
  formerIds?: string[];
  locale?: string;
  /** The recipient's own, if it is known. */
  timeZone?: string;
}

export type RecheckPorts = CircumstancePorts &
  DecidePorts & { windows: Pick<WindowStore, 'decide'> };

/**
 * Judges presence, flags, address and suppression again for every message of a closed window (S8). A message that is no longer to be mailed
 * gets its reason. If the person is gone, each message goes to those whose turn it is now. Undefined: nothing is left to mail.
 */
export async function recheckWindow(
  claimed: ClaimedWindow,
  settings: Settings,
  ports: RecheckPorts,
): Promise<DueMail | undefined> {
  const { window, lease } = claimed;
  const conversation = await ports.conversations.find(window.conversationId);
  if (!conversation) return undefined;
  // concurrently: a window holds few messages, and all are for one person
  const all = await Promise.all(
    window.messageIds.map((id) => recheckMessage(window, id, conversation, settings, ports)),
  );
  const skipped = all.flatMap((one) => (one?.skipped ? [one] : []));
  const mailed = all.flatMap((one) => (one?.message ? [one] : []));
  // before the rows: if this call is killed in between, the next one finds the messages undecided and hands them over again
  for (const { messageId } of skipped.filter(({ isGone }) => isGone))
    await decideNotifications({ messageId }, ports, true);
  await decideSkipped(claimed, skipped, ports);
  const person = mailed.at(-1)?.person;
  const messages = mailed.map(({ message }) => message);
  const reasons = mailed.map(({ message: { messageId }, reason }) => ({ messageId, reason }));
  return person && { window, lease, conversation, messages, reasons, ...person };
}

/** A message that is no longer to be mailed. */
interface SkippedMessage {
  messageId: string;
  skipped: SkippedReason;
  /** The agent was deleted, or the conversation has another user. */
  isGone: boolean;
  /** RFC 3339 UTC. */
  at: string;
}

/** One decision for each reason, in sequence: each transaction checks the window, so concurrent ones would conflict. */
async function decideSkipped(
  { window, lease }: ClaimedWindow,
  skipped: SkippedMessage[],
  { windows }: RecheckPorts,
): Promise<void> {
  for (const reason of new Set(skipped.map((one) => one.skipped))) {
    const some = skipped.filter((one) => one.skipped === reason);
    const ids = some.map(({ messageId }) => messageId);
    const at = some[0]?.at ?? '';
    await windows.decide(window, lease, ids, { decision: 'skipped', reason }, at);
  }
}

async function recheckMessage(
  { participant }: GroupingWindow,
  messageId: string,
  conversation: Conversation,
  settings: Settings,
  ports: RecheckPorts,
) {
  const message = await ports.conversations.findMessage(messageId);
  if (!message) return undefined;
  const circumstances = await readCircumstancesOf(
    participant,
    message,
    conversation,
    settings,
    ports,
  );
  const choice = recheckRecipient(circumstances, participant);
  if (choice?.decision !== 'mail' || !choice.recipient) {
    const skipped: SkippedReason = choice?.decision === 'skipped' ? choice.reason : 'no-address';
    const at = new Date(circumstances.now).toISOString();
    return { messageId, skipped, isGone: choice === undefined, at };
  }
  const { user, staff } = circumstances;
  const isUser = participant.kind === 'user';
  const person = isUser ? user : staff.find(({ agentId }) => agentId === participant.id);
  return {
    message,
    reason: choice.reason,
    person: {
      recipient: choice.recipient,
      recipientName: person?.name || choice.recipient,
      ...(isUser && { formerIds: user?.formerIds }),
      locale: person?.locale,
      timeZone: person?.timeZone,
    },
  };
}
