import type { Conversation } from '../../../conversations/conversation.ts';
import { userAddressIn } from '../../../conversations/people/people.ts';
import { plusPart } from '../../../conversations/signals/collect-signals.ts';
import { whyUnmailable } from '../../../mail/addresses.ts';
import { readAuthor } from '../../../mail/authors/read-author.ts';
import { headerValues } from '../../../mail/header-fields.ts';
import type { Address, Message } from '../../../mail/message.ts';
import { isCoveredByProof } from '../../../mail/verdicts/is-covered-by-proof.ts';
import type { MailContext } from '../deciding/mail-decision.ts';
import type { ReplyToFault } from '../outcome.ts';
import type { PeopleFinder } from '../ports.ts';

export type ReplyToReading =
  /** There is no Reply-To, or it changes nothing. */
  | { kind: 'none' }
  | { kind: 'counts'; replyTo: Address }
  | { kind: 'passed-over'; fault: ReplyToFault };

/** A conversation whose user is known: the one that the mail answers, or opens for the owner of From. */
type Answered = Pick<Conversation, 'userId' | 'userAddress' | 'openedFrom'>;

/**
 * Whether the mail's Reply-To decides where this one conversation's mail for the user goes (R31, S4). On an unauthenticated mail nothing
 * vouches for it: there it counts only if the mail opens a conversation for the unproven user created for it (`answered` is undefined, S7).
 */
export async function readReplyTo(
  context: MailContext,
  answered: Answered | undefined,
  people: PeopleFinder,
): Promise<ReplyToReading> {
  const values = headerValues(context.mail.message, 'reply-to').filter(Boolean);
  if (values.length === 0) return { kind: 'none' };
  const replyTo = readAuthor(values);
  if (!replyTo || whyUnmailable(replyTo.address) !== undefined)
    return { kind: 'passed-over', fault: 'malformed' };
  if (await changesNothing(replyTo.address, context, answered, people)) return { kind: 'none' };
  const fault =
    (await faultOfAddress(replyTo.address, context, people)) ?? faultOfProof(context, answered);
  return fault ? { kind: 'passed-over', fault } : { kind: 'counts', replyTo };
}

/**
 * Whether the Reply-To is where the user is mailed anyway: many programs repeat From in it. If From is a former address of the user, it
 * does change something, because they are mailed at the present one.
 */
async function changesNothing(
  replyTo: string,
  { author }: MailContext,
  answered: Answered | undefined,
  people: PeopleFinder,
): Promise<boolean> {
  if (replyTo !== (answered?.userAddress ?? author.address)) return false;
  return !answered || replyTo === userAddressIn(answered, await people.findUser(answered.userId));
}

/** The single valid address in a mail's Reply-To, whether it counts or not. */
export const replyToOf = (message: Pick<Message, 'headerFields'>): string | undefined =>
  readAuthor(headerValues(message, 'reply-to').filter(Boolean))?.address;

async function faultOfAddress(
  address: string,
  { settings }: MailContext,
  people: PeopleFinder,
): Promise<ReplyToFault | undefined> {
  if (plusPart(address, settings['sender-address']) !== undefined) return 'piping-address';
  const { agentIds } = await people.ownersOf(address);
  return agentIds.length > 0 ? 'of-staff' : undefined;
}

function faultOfProof(
  { mail, author, authentication }: MailContext,
  answered: Answered | undefined,
): ReplyToFault | undefined {
  if (authentication !== 'authenticated') return answered ? 'not-authenticated' : undefined;
  return isCoveredByProof(mail.message.headerFields, author.address, mail.verdicts, 'reply-to')
    ? undefined
    : 'not-covered';
}
