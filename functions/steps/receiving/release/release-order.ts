import type { Participant } from '../../../conversations/people/people.ts';
import type { PeopleStore } from '../../chatting/ports.ts';
import type { ReceiveMailPorts } from '../ports.ts';
import type { ReleaseOrder } from './ports.ts';
import { deliverHeld, findHeldMail, type ReleaseResult } from './release-mail.ts';

export type ReleaseOrderResult =
  | ReleaseResult
  | { kind: 'unknown-agent' }
  | { kind: 'unknown-user' }
  /** A user writes only in their own conversation. */
  | { kind: 'author-not-in-conversation' };

type Refusal =
  | Exclude<ReleaseOrderResult, ReleaseResult>
  /** A mail that opens a conversation must be its user's, not an agent's. */
  | { kind: 'needs-conversation' };

/** Releases a held mail, after checking the ordered author by the same rules as for a chat message. */
export async function releaseOnOrder(
  mailId: string,
  order: ReleaseOrder,
  ports: ReceiveMailPorts,
): Promise<ReleaseOrderResult> {
  const found = await findHeldMail(mailId, order, ports);
  if (found.kind !== 'held') return found;
  const { as } = order;
  const refusal = as && (await refuseAuthor(as, found.conversation?.userId, ports.people));
  return refusal ?? deliverHeld(found, as, ports);
}

async function refuseAuthor(
  { kind, id }: Participant,
  conversationUserId: string | undefined,
  people: PeopleStore,
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
