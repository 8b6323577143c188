import { domainOf } from '../../../mail/addresses.ts';
import { organisationalDomain } from '../../../mail/organisational-domain.ts';
import type { DecideMailPorts, PeopleFinder } from '../ports.ts';
import { findFirstUser } from './find-first-user.ts';
import { type Deliver, type MailContext, type MailDecision, setAside } from './mail-decision.ts';
import { isSeenBefore } from './seen-before.ts';

/** Decides a mail that answers nothing: with convert-all on, it opens a conversation (R9–R12, S7). */
export async function decideFirstMail(
  context: MailContext,
  { people, inbound }: DecideMailPorts,
): Promise<MailDecision> {
  const { author, settings, mail, authentication } = context;
  const isConverted = settings['convert-all-emails'];
  const isAuthenticated = authentication === 'authenticated';
  const isOfStaff =
    (isConverted || isAuthenticated) && (await people.ownersOf(author.address)).agentIds.length > 0;
  // noted, in case this mail is replayed into a conversation. A forged mail is not noted: it must not block the agent's own.
  if (isOfStaff && isAuthenticated) await isSeenBefore(context, inbound);
  if (!isConverted) return setAside({ outcome: 'ignored', reason: 'no-conversation' });
  if (isOfStaff) return setAside({ outcome: 'ignored', reason: 'staff-wrote-directly' });
  if (mail.verdicts.spam === 'FAIL') return setAside({ outcome: 'held', reason: 'spam' });
  const decision = await openConversationFor(context, 'new-conversation', people);
  if (isAuthenticated) return decision;
  const domain = organisationalDomain(domainOf(author.address));
  return { ...decision, opening: { domain, limit: settings['new-conversations-per-hour'] } };
}

/** Opens a conversation for the user that S7 determines. */
export async function openConversationFor(
  context: MailContext,
  reason: 'new-conversation' | 'released',
  people: PeopleFinder,
): Promise<Deliver> {
  const { author, authentication } = context;
  const { userId, replyToFault, ...first } = await findFirstUser(context, people);
  return {
    kind: 'deliver',
    reason,
    as: { kind: 'user', id: userId, name: author.name },
    authentication,
    known: { ...(replyToFault && { replyToFault }) },
    ...openedBy(context.mail),
    ...first,
  };
}

/** The user may write from this address in the conversation (S4). An ambiguous author gives none. */
export const openedBy = ({ message: { author } }: MailContext['mail']) =>
  author && { openedFrom: author.address };
