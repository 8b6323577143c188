import { hash } from 'node:crypto';
import type { Conversation } from '../../../conversations/conversation.ts';
import type {
  CollectedSignals,
  FoundSignal,
} from '../../../conversations/signals/collect-signals.ts';
import { findConversation } from '../../../conversations/signals/find-conversation.ts';
import { recipientMark } from '../../../conversations/signals/token.ts';
import type { SentMailStore } from '../../sending/ports.ts';
import type { DecideMailPorts, MailRecord } from '../ports.ts';
import { replyToOf } from '../reading/read-reply-to.ts';
import type { MailContext, ReadMail } from './mail-decision.ts';
import { roleInConversation, type Writer } from './role-in-conversation.ts';

/** After this many wrong codes in an hour, even a correct tag alone is held (S2). */
const MAX_WRONG_CODES_PER_HOUR = 10;

export type Located =
  | { kind: 'none' }
  | { kind: 'conflict'; conversationIds: string[] }
  | {
      kind: 'found';
      conversation: Conversation;
      signals: FoundSignal[];
      signal: NonNullable<MailRecord['signal']>;
      passedOver: NonNullable<MailRecord['passedOver']>;
      /** Only a tag names the conversation, and somebody is guessing its codes (S2). */
      isGuessed: boolean;
    };

/** Message-IDs that are looked up as earlier mails, nearest first. */
const MAX_PREDECESSORS = 10;
/** Conversations that are looked up to find an existing one to count a wrong code for. */
const MAX_GUESSED = 10;

/** The existing conversation that a mail's signals name. */
export async function locateConversation(
  context: MailContext,
  ports: DecideMailPorts,
): Promise<Located> {
  const named = await signalsOf(context.mail.signals, ports.sentMails);
  const conversations = await loadConversations(named, ports);
  const signals = named.filter(({ conversationId }) => conversations.has(conversationId));
  const finding = findConversation(signals);
  if (finding.kind === 'none') {
    await noteWrongCode(context.mail, ports);
    return findByEarlierMail(context, ports);
  }
  if (finding.kind === 'conflict') return finding;
  const { conversationId, signal, passedOver } = finding;
  const conversation = conversations.get(conversationId);
  if (!conversation) return { kind: 'none' };
  // a wrong code beside a right tag is a guess, too: a right one would be held as a conflict, which the guesser may notice
  if (signal === 'tag') await noteWrongCode(context.mail, ports);
  const isGuessed = signal === 'tag' && (await isBeingGuessed(conversationId, ports));
  return { kind: 'found', conversation, signals, signal, passedOver, isGuessed };
}

/**
 * The sender follows up on an earlier mail. This counts only for people who take part in that conversation (S1): Message-IDs are no secret,
 * so one proves as little as a tag. If one leads to several conversations of the author, somebody else has used it, too, and the signals
 * conflict.
 */
async function findByEarlierMail(
  { mail, author }: MailContext,
  ports: DecideMailPorts,
): Promise<Located> {
  const writer = { address: author.address, replyTo: replyToOf(mail.message) };
  for (const messageId of mail.signals.predecessors.slice(0, MAX_PREDECESSORS)) {
    const [conversation, ...others] = await conversationsWith(writer, messageId, ports);
    if (!conversation) continue;
    const { conversationId } = conversation;
    if (others.length > 0) {
      const ids = [conversation, ...others].map((one) => one.conversationId);
      return { kind: 'conflict', conversationIds: ids };
    }
    const signal = 'earlier-mail';
    const signals = [{ signal, conversationId } as const];
    return { kind: 'found', conversation, signals, signal, passedOver: [], isGuessed: false };
  }
  return { kind: 'none' };
}

/** The conversations that a mail with this Message-ID was delivered into and that the author takes part in. */
async function conversationsWith(
  writer: Writer,
  messageId: string,
  ports: DecideMailPorts,
): Promise<Conversation[]> {
  const places: Conversation[] = [];
  for (const id of await ports.inbound.conversationsOf(messageId)) {
    const conversation = await ports.conversations.find(id);
    if (conversation && (await takesPart(writer, conversation, ports))) places.push(conversation);
  }
  return places;
}

/**
 * Whether the author takes part. A web form may give all its mails the same References, so a Reply-To other than the user's address means
 * another person (S7). It does not if the user owns the From and is mailed there: they may want to be answered elsewhere from now on (S4).
 */
async function takesPart(
  writer: Writer,
  conversation: Conversation,
  ports: DecideMailPorts,
): Promise<boolean> {
  const { address, replyTo } = writer;
  const { role, participant } = await roleInConversation(writer, conversation, ports.people);
  if (role === 'staff') return true;
  if (role === 'other') return ports.inbound.isGuest(conversation.conversationId, address);
  const { userAddress } = conversation;
  if (replyTo === undefined || replyTo === (userAddress ?? address)) return true;
  return (
    userAddress === undefined &&
    (await ports.people.ownersOf(address)).userIds.includes(participant.id)
  );
}

/** What in the mail names conversations, whether they exist or not. */
export const signalsOf = async (
  { found, sesMessageIds }: CollectedSignals,
  sentMails: Pick<SentMailStore, 'placeOf'>,
): Promise<FoundSignal[]> => [...found, ...(await readSesIds(sesMessageIds, sentMails))];

/** Each stored SES id stands for one mail of ours to one person of one conversation. */
async function readSesIds(
  ids: string[],
  sentMails: Pick<SentMailStore, 'placeOf'>,
): Promise<FoundSignal[]> {
  const sent = await Promise.all(ids.map((id) => sentMails.placeOf(id)));
  return sent.flatMap((mail) =>
    mail
      ? [
          {
            signal: 'ses-message-id' as const,
            conversationId: mail.conversationId,
            madeFor: recipientMark(mail.participant),
          },
        ]
      : [],
  );
}

async function loadConversations(signals: FoundSignal[], { conversations }: DecideMailPorts) {
  const ids = [...new Set(signals.map(({ conversationId }) => conversationId))];
  const loaded = await Promise.all(ids.map((id) => conversations.find(id)));
  return new Map(loaded.flatMap((found) => (found ? [[found.conversationId, found]] : [])));
}

/**
 * One mail counts as one wrong code, for one conversation (S2). Of those it names, the first existing one counts, starting at a place that
 * the mailId determines, so that a retry picks the same one.
 */
async function noteWrongCode({ signals, arrival }: ReadMail, ports: DecideMailPorts) {
  const { wrongCodes } = signals;
  const { mailId } = arrival;
  const start = hash('sha256', mailId, 'buffer').readUInt32BE(0);
  const inTurn = wrongCodes.map((_, at) => wrongCodes[(start + at) % wrongCodes.length]);
  for (const id of inTurn.slice(0, MAX_GUESSED)) {
    if (id === undefined || !(await ports.conversations.find(id))) continue;
    return ports.inbound.noteWrongCode(id, mailId, ports.clock.now());
  }
}

const isBeingGuessed = async (conversationId: string, { inbound, clock }: DecideMailPorts) =>
  (await inbound.wrongCodes(conversationId, clock.now())) >= MAX_WRONG_CODES_PER_HOUR;
