import { createHash } from 'node:crypto';
import type { Address } from '../../../mail/message.ts';
import type { ReplyToFault } from '../outcome.ts';
import type { NewUser, ReceiveMailPorts } from '../ports.ts';
import { readReplyTo } from '../reading/read-reply-to.ts';
import type { MailContext } from './mail-decision.ts';

/** Hex digits of a user id derived from addresses: 80 bits. */
const USER_ID_CHARS = 20;

/** The user for whom a mail that answers nothing opens a conversation (S7). */
export interface FirstUser {
  userId: string;
  /** Set if the user must be created. */
  newUser?: NewUser;
  /** Where the conversation's mail for the user goes (S4). */
  userAddress?: string;
  replyToFault?: ReplyToFault;
}

/**
 * Implements the table of S7. Only an authenticated mail without another Reply-To creates a user who owns its From. A form, a shop or a
 * provider of certified mail writes for many people from one address: they are told apart by the pair From + Reply-To. An unproven mail
 * gets a separate user, under an id that the true owner's mail never yields.
 */
export async function findFirstUser(
  context: MailContext,
  ports: Pick<ReceiveMailPorts, 'people'>,
): Promise<FirstUser> {
  const { author, authentication } = context;
  const isProved = authentication === 'authenticated';
  const other = await readReplyTo(context, undefined, ports);
  const replyTo = other.kind === 'counts' ? other.replyTo : undefined;
  const mayBeOwner = isProved || replyTo === undefined;
  const [ownerId] = mayBeOwner ? (await ports.people.ownersOf(author.address)).userIds : [];
  const askedId = ownerId ?? userIdFor(author.address, replyTo?.address, isProved);
  const user = await ports.people.findUser(askedId);
  const reading =
    ownerId === undefined ? other : await readReplyTo(context, { userId: ownerId }, ports);
  return {
    userId: user?.userId ?? askedId,
    ...(!user && { newUser: newUserOf(askedId, author, replyTo, isProved) }),
    ...(reading.kind === 'counts' && { userAddress: reading.replyTo.address }),
    ...(reading.kind === 'passed-over' && { replyToFault: reading.fault }),
  };
}

/** Deterministic: two mails with the same addresses and the same proof give the same user, even when they arrive at once. */
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
