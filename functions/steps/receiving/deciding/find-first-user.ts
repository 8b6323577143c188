import { userIdOfMail } from '../../../conversations/people/user-id-of-mail.ts';
import type { Address } from '../../../mail/message.ts';
import type { ReplyToFault } from '../outcome.ts';
import type { NewUser, PeopleFinder } from '../ports.ts';
import { readReplyTo } from '../reading/read-reply-to.ts';
import type { MailContext } from './mail-decision.ts';

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
  people: PeopleFinder,
): Promise<FirstUser> {
  const { author, authentication, mail } = context;
  const isProved = authentication === 'authenticated';
  const other = await readReplyTo(context, undefined, people);
  const replyTo = other.kind === 'counts' ? other.replyTo : undefined;
  const mayBeOwner = isProved || replyTo === undefined;
  const [ownerId] = mayBeOwner ? (await people.ownersOf(author.address)).userIds : [];
  // the author of certified mail is its provider, whose address is no visitor's own (S21)
  const isProvedVisitor = isProved && (replyTo !== undefined || !mail.message.inside);
  const askedId =
    ownerId ??
    userIdOfMail(author.address, { replyTo: replyTo?.address, isProved: isProvedVisitor });
  const user = await people.findUser(askedId);
  const reading =
    ownerId === undefined
      ? other
      : await readReplyTo(context, { userId: ownerId, openedFrom: author.address }, people);
  return {
    userId: user?.userId ?? askedId,
    ...(!user && { newUser: newUserOf(askedId, author, replyTo, isProvedVisitor) }),
    ...(reading.kind === 'counts' && { userAddress: reading.replyTo.address }),
    ...(reading.kind === 'passed-over' && { replyToFault: reading.fault }),
  };
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
