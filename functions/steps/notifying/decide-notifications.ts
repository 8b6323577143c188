import type { ChatMessage, Conversation } from '../../conversations/conversation.ts';
import { messageIdOfTime } from '../../conversations/new-message-id.ts';
import type { Participant, User } from '../../conversations/people/people.ts';
import {
  chooseRecipients,
  type RecipientChoice,
} from '../../conversations/recipients/choose-recipients.ts';
import type { Delivery } from '../../conversations/recipients/delivery.ts';
import {
  type Circumstances,
  isOfUserSide,
} from '../../conversations/recipients/recipient-circumstances.ts';
import { findOwner } from '../configuring/refuse-of-staff.ts';
import { inGroups } from '../in-groups.ts';
import type { Log, SettingsSource } from '../ports.ts';
import {
  LOOKED_AFTER_MS,
  type OutgoingQueue,
  type WindowEntry,
  type WindowStore,
} from '../sending/ports.ts';
import { memoisePeople } from './memoise-people.ts';
import type { DeliveryWriter } from './ports.ts';
import { type CircumstancePorts, readCircumstances } from './read-circumstances.ts';

export interface DecidePorts extends CircumstancePorts {
  settings: SettingsSource;
  deliveries: Pick<DeliveryWriter, 'hasRow' | 'putSummaries' | 'closeDecisions'>;
  windows: Pick<WindowStore, 'enter'>;
  queue: OutgoingQueue;
  log: Log;
}

/** Age in milliseconds at which a message counts as late: `reconcile` may have looked after it already, or is about to. */
const LATE_MS = LOOKED_AFTER_MS - 5 * 60_000;

/** Recipients that are queued concurrently; one message may be for all staff. */
const PARALLEL_ENTRIES = 10;

/**
 * Decides who is mailed about a new message, stores every decision (S11) and queues the mail. Idempotent: the first decision about each
 * recipient stays. A message given in full is not read again; each row's transaction checks that it still exists (S19). `isHandedOver`: it
 * is decided again, because somebody who was to be mailed is gone.
 */
export async function decideNotifications(
  given: ChatMessage | { messageId: string },
  ports: DecidePorts,
  isHandedOver?: boolean,
): Promise<void> {
  const { messageId } = given;
  const message = 'author' in given ? given : await ports.conversations.findMessage(messageId);
  const people = memoisePeople(ports.people);
  const conversation = message && (await findPlace(message, { ...ports, people }));
  if (!message || !conversation) {
    ports.log.info({ messageId }, 'a message was erased before anybody was mailed about it');
    return;
  }
  await rememberGuest(message, ports);
  const settings = await ports.settings.read();
  const circumstances = await readCircumstances(message, conversation, settings, {
    ...ports,
    people,
  });
  reportOwnerOfSenderAddress(circumstances, ports.log);
  const { choices: all, summaries } = chooseRecipients(circumstances);
  const isDecided = await isDecidedUnderFormerId(messageId, circumstances.user, ports);
  const choices = isDecided ? all.filter(({ participant }) => participant.kind !== 'user') : all;
  const at = new Date(circumstances.now).toISOString();
  const skipped = choices.flatMap((choice) => skippedRow(choice, message, at));
  await ports.deliveries.putSummaries(messageId, summaries, at);
  const toMail = choices.filter(({ decision }) => decision === 'mail');
  const last = toMail.pop();
  const { formerIds } = circumstances.user ?? {};
  const how = { groupingSeconds: settings['grouping-seconds'], formerIds, isHandedOver };
  await inGroups(toMail, PARALLEL_ENTRIES, (choice) => queueOne(choice, message, how, ports));
  if (last) await queueOne(last, message, { ...how, last: { skipped } }, ports);
  else await ports.deliveries.closeDecisions(messageId, skipped, isHandedOver);
}

/** The API refuses this (R13), but somebody may have written the parameter itself, and `check-settings` may not read who is registered. */
function reportOwnerOfSenderAddress({ staff, settings }: Circumstances, log: Log): void {
  const owner = findOwner(staff, settings.pipingAddress);
  if (!owner) return;
  const { agentId } = owner;
  log.error({ agentId }, 'an agent is registered with the sender address');
}

/** Finds the conversation, and reads ahead the people that the message names, so that the table answers in one call. */
async function findPlace(
  message: ChatMessage,
  { conversations, people }: Pick<DecidePorts, 'conversations' | 'people'>,
): Promise<Conversation | undefined> {
  const { kind, id } = message.author;
  const [conversation] = await Promise.all([
    conversations.find(message.conversationId),
    ...(isOfUserSide(message) ? [people.listStaff()] : []),
    ...(kind === 'user' && id ? [people.findUser(id), people.userPresence(id)] : []),
    ...(kind === 'agent' && id ? [people.findAgent(id)] : []),
  ]);
  return conversation;
}

/**
 * Whether this message was decided about under the id of a user who has since been taken over. A second event for the message must not mail
 * the same person again (S15).
 */
async function isDecidedUnderFormerId(
  messageId: string,
  user: User | undefined,
  { deliveries }: DecidePorts,
): Promise<boolean> {
  const rows = (user?.formerIds ?? []).map((id) =>
    deliveries.hasRow(messageId, { kind: 'user', id }),
  );
  return (await Promise.all(rows)).includes(true);
}

async function rememberGuest(message: ChatMessage, ports: DecidePorts) {
  const { kind, address } = message.author;
  if (kind === 'guest' && address) await ports.guests.remember(message, address);
}

function skippedRow(choice: RecipientChoice, { messageId }: ChatMessage, at: string): Delivery[] {
  if (choice.decision !== 'skipped') return [];
  const { participant, recipient, decision, reason } = choice;
  return [{ messageId, participant, ...(recipient && { recipient }), decision, reason, at }];
}

interface EntryOptions extends Pick<WindowEntry, 'groupingSeconds' | 'last'> {
  /** Of the conversation's user. */
  formerIds: string[] | undefined;
  isHandedOver: boolean | undefined;
}

async function queueOne(
  { decision, reason, participant, recipient }: RecipientChoice,
  message: ChatMessage,
  { formerIds, isHandedOver, ...how }: EntryOptions,
  { clock, windows, queue }: DecidePorts,
): Promise<void> {
  if (decision !== 'mail' || !recipient) return;
  const now = clock.now();
  const { messageId, conversationId } = message;
  // an API call that is retried for hours keeps the messageId of its first try, and `reconcile` goes by the time in that id
  const isLate = messageId < messageIdOfTime(conversationId, now - LATE_MS);
  const author = knownAuthor(message);
  const window = await windows.enter({
    messageId,
    conversationId,
    participant,
    recipient,
    ...(author && { author }),
    reason,
    now,
    ...(isLate && { isLate }),
    ...(participant.kind === 'user' && formerIds && { formerIds }),
    ...(isHandedOver && { isHandedOver }),
    ...how,
  });
  if (window) await queue.put(window, { delayMs: window.closesAt - now, attempt: 0 });
}

const knownAuthor = ({ author: { kind, id } }: ChatMessage): Participant | undefined =>
  id !== undefined && (kind === 'user' || kind === 'agent') ? { kind, id } : undefined;
