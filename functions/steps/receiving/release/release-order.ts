import type { Participant } from '../../../conversations/people.ts';
import { findStandingConversation } from '../../chatting/find-conversation.ts';
import type { ReceiveMailPorts } from '../ports.ts';
import {
  isReleasable,
  type ReleaseOrder,
  type ReleaseResult,
  releaseMail,
} from './release-mail.ts';

export type ReleaseOrderResult =
  | ReleaseResult
  | { kind: 'unknown-agent' }
  | { kind: 'unknown-user' }
  /** A user writes in their own conversation only. */
  | { kind: 'author-not-in-conversation' }
  /** A mail that opens a conversation is its user's. */
  | { kind: 'needs-conversation' };

type Refusal = Exclude<ReleaseOrderResult, ReleaseResult>;

/** Releases a held mail, once whom it is to be from is checked as in a message of the chat. */
export async function releaseOnOrder(
  mailId: string,
  order: ReleaseOrder,
  ports: ReceiveMailPorts,
): Promise<ReleaseOrderResult> {
  const held = await ports.inbound.find(mailId);
  if (!held) return { kind: 'unknown' };
  if (!isReleasable(held)) return { kind: 'not-held', record: held };
  const conversationId = order.conversationId ?? held.conversationId;
  const conversation =
    conversationId === undefined
      ? undefined
      : await findStandingConversation(conversationId, ports);
  if (conversationId !== undefined && !conversation) {
    return { kind: 'unknown-conversation', conversationId };
  }
  const refusal = order.as && (await refuseAuthor(order.as, conversation?.userId, ports));
  return refusal ?? releaseMail(mailId, order, ports);
}

async function refuseAuthor(
  { kind, id }: Participant,
  conversationUserId: string | undefined,
  { people }: ReceiveMailPorts,
): Promise<Refusal | undefined> {
  if (kind === 'agent') {
    if (!(await people.findAgent(id))) return { kind: 'unknown-agent' };
    return conversationUserId === undefined ? { kind: 'needs-conversation' } : undefined;
  }
  if (conversationUserId !== undefined) {
    return id === conversationUserId ? undefined : { kind: 'author-not-in-conversation' };
  }
  return (await people.findUser(id)) ? undefined : { kind: 'unknown-user' };
}
