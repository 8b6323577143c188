import { createHash } from 'node:crypto';
import type { User } from '../../../conversations/people.ts';
import type { Address } from '../../../mail/message.ts';
import type { ReplyToFault } from '../outcome.ts';
import type { NewUser, ReceiveMailPorts } from '../ports.ts';
import { readReplyTo } from '../read-reply-to.ts';
import type { MailContext } from './mail-decision.ts';

/** Hex digits of a user id that is made from addresses: 80 bits. */
const USER_ID_CHARS = 20;

/** For whom a mail that answers nothing opens a conversation (S7). */
export interface FirstUser {
  userId: string;
  /** The user who is there. */
  user?: User;
  /** The user who is to be made. */
  newUser?: NewUser;
  /** Where the conversation's mail for the user goes (S4). */
  userAddress?: string;
  replyToFault?: ReplyToFault;
}

/**
 * The table of S7. Only an authenticated mail without another Reply-To makes a user who owns its From. A form, a shop or a provider of
 * certified mail writes for many from one address: its visitors are told apart by the pair From + Reply-To. What proves nothing makes a
 * user apart, under an id that the true owner's mail never asks for.
 */
export async function findFirstUser(
  context: MailContext,
  ports: Pick<ReceiveMailPorts, 'people'>,
): Promise<FirstUser> {
  const { author, authentication } = context;
  const isProved = authentication === 'authenticated';
  const reading = await readReplyTo(context, undefined, ports);
  const replyTo = reading.kind === 'counts' ? reading.replyTo : undefined;
  const mayBeOwner = isProved || replyTo === undefined;
  const [ownerId] = mayBeOwner ? (await ports.people.ownersOf(author.address)).userIds : [];
  const askedId = ownerId ?? userIdFor(author.address, replyTo?.address, isProved);
  const user = await ports.people.findUser(askedId);
  return {
    userId: user?.userId ?? askedId,
    ...(user ? { user } : { newUser: newUserOf(askedId, author, replyTo, isProved) }),
    ...(replyTo && { userAddress: replyTo.address }),
    ...(reading.kind === 'passed-over' && { replyToFault: reading.fault }),
  };
}

/** The same addresses, proved or not, give the same user, also when two mails arrive at once. */
function userIdFor(author: string, replyTo: string | undefined, isProved: boolean): string {
  const kind = isProved ? 'proved' : 'unproven';
  const digest = createHash('sha256').update(JSON.stringify([kind, author, replyTo ?? '']));
  return `mail-${digest.digest('hex').slice(0, USER_ID_CHARS)}`;
}

function newUserOf(
  userId: string,
  author: Address,
  replyTo: Address | undefined,
  isProved: boolean,
): NewUser {
  const name = replyTo?.name || author.name;
  return {
    userId,
    ...(name !== '' && { name }),
    email: author.address,
    emailFrom: isProved && replyTo === undefined ? 'mail' : 'unproven',
  };
}
