import type { CollectedSignals, FoundSignal } from '../../conversations/collect-signals.ts';
import type { Conversation } from '../../conversations/conversation.ts';
import { findConversation } from '../../conversations/find-conversation.ts';
import { recipientMark } from '../../conversations/token.ts';
import type { MailRecord, ReceiveMailPorts } from './ports.ts';

/** So many wrong codes in an hour, and even a right tag alone is held (S2). */
export const MAX_WRONG_CODES_PER_HOUR = 10;

export type Located =
  | { kind: 'none' }
  | { kind: 'conflict'; conversationIds: string[] }
  /** Nothing but a tag, for a conversation whose codes are being guessed. */
  | { kind: 'guessed'; conversationId: string }
  | {
      kind: 'found';
      conversation: Conversation;
      signals: FoundSignal[];
      signal: NonNullable<MailRecord['signal']>;
      passedOver: NonNullable<MailRecord['passedOver']>;
    };

type Ports = Pick<ReceiveMailPorts, 'conversations' | 'inbound' | 'sentMails' | 'clock'>;

/** The conversation that a mail's signals name, among those that are there. */
export async function locateConversation(
  collected: CollectedSignals,
  mailId: string,
  ports: Ports,
): Promise<Located> {
  const named = [...collected.found, ...(await readSesIds(collected.sesMessageIds, ports))];
  const conversations = await loadConversations(named, ports);
  const signals = named.filter(({ conversationId }) => conversations.has(conversationId));
  const finding = findConversation(signals);
  if (finding.kind === 'none') await noteWrongCodes(collected.wrongCodes, mailId, ports);
  if (finding.kind !== 'found') return finding;
  const { conversationId, signal, passedOver } = finding;
  const conversation = conversations.get(conversationId);
  if (!conversation) return { kind: 'none' };
  if (signal === 'tag' && (await isBeingGuessed(conversationId, ports))) {
    return { kind: 'guessed', conversationId };
  }
  return { kind: 'found', conversation, signals, signal, passedOver };
}

/** What SES's ids stand for: a mail of ours to one person of one conversation. */
async function readSesIds(ids: string[], { sentMails }: Ports): Promise<FoundSignal[]> {
  const sent = await Promise.all(ids.map((id) => sentMails.find(id)));
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

async function loadConversations(signals: FoundSignal[], { conversations }: Ports) {
  const ids = [...new Set(signals.map(({ conversationId }) => conversationId))];
  const loaded = await Promise.all(ids.map((id) => conversations.find(id)));
  return new Map(loaded.flatMap((found) => (found ? [[found.conversationId, found]] : [])));
}

async function noteWrongCodes(conversationIds: string[], mailId: string, ports: Ports) {
  const now = ports.clock.now();
  await Promise.all(conversationIds.map((id) => ports.inbound.noteWrongCode(id, mailId, now)));
}

const isBeingGuessed = async (conversationId: string, { inbound, clock }: Ports) =>
  (await inbound.wrongCodes(conversationId, clock.now())) >= MAX_WRONG_CODES_PER_HOUR;
