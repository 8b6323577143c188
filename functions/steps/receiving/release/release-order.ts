import type { Participant } from '../../../conversations/people.ts';
import type { ReceiveMailPorts } from '../ports.ts';
import type { ReleaseOrder } from './ports.ts';
import { deliverHeld, findHeldMail, type ReleaseResult } from './release-mail.ts';

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
  const found = await findHeldMail(mailId, order, ports);
  if (found.kind !== 'held') return found;
  const { as } = order;
  const refusal = as && (await refuseAuthor(as, found.conversation?.userId, ports));
  return refusal ?? deliverHeld(found, as, ports);
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
