import { createHash } from 'node:crypto';
import { type Deliver, type MailContext, type MailDecision, setAside } from './mail-decision.ts';
import type { ReceiveMailPorts } from './ports.ts';
import { readReplyTo } from './read-reply-to.ts';

/** Hex digits of a user id that is made from an address: 80 bits. */
const USER_ID_CHARS = 20;

/** The id of a user who is made from an address: the same address gives the same user, also when two mails arrive at once. */
export const userIdFor = (address: string) =>
  `mail-${createHash('sha256').update(address).digest('hex').slice(0, USER_ID_CHARS)}`;

/** A mail that answers nothing: with convert-all on it opens a conversation (R9–R12, S7). */
export async function decideFirstMail(
  context: MailContext,
  ports: Pick<ReceiveMailPorts, 'people'>,
): Promise<MailDecision> {
  const { author, settings, mail } = context;
  if (!settings['convert-all-emails']) {
    return setAside({ outcome: 'ignored', reason: 'no-conversation' });
  }
  const { agentIds, userIds } = await ports.people.ownersOf(author.address);
  if (agentIds.length > 0) {
    return setAside({ outcome: 'ignored', reason: 'staff-wrote-directly' });
  }
  if (mail.verdicts.spam === 'FAIL') return setAside({ outcome: 'held', reason: 'spam' });
  return openFor(context, userIds.toSorted()[0], ports);
}

/** The mail opens a conversation for the user with this id, or for a new one. */
export async function openFor(
  context: MailContext,
  userId: string | undefined,
  ports: Pick<ReceiveMailPorts, 'people'>,
): Promise<Deliver> {
  const { author, authentication } = context;
  const user = userId === undefined ? undefined : await ports.people.findUser(userId);
  const replyTo = await readReplyTo(context, ports);
  // A forged From must not move the address of a user we know: their mail would go to the forger (S4, docs/decisions/0001).
  const mayMove = user === undefined || authentication === 'authenticated';
  return {
    kind: 'deliver',
    reason: 'new-conversation',
    as: { kind: 'user', id: user?.userId ?? userIdFor(author.address), name: author.name },
    authentication,
    known: {},
    ...(user && { user }),
    ...(mayMove && replyTo !== undefined && { replyTo }),
  };
}
