import type { Conversation } from '../../../conversations/conversation.ts';
import type { Participant } from '../../../conversations/people/people.ts';
import { isPipingAddress } from '../../../mail/addresses.ts';
import type { Address } from '../../../mail/message.ts';
import {
  type Authentication,
  judgeAuthentication,
} from '../../../mail/verdicts/judge-authentication.ts';
import type { Settings } from '../../../settings/settings.ts';
import { findStandingConversation } from '../../chatting/find-conversation.ts';
import { withReplyTo } from '../deciding/decide-answer.ts';
import { openConversationFor, openedBy } from '../deciding/decide-first-mail.ts';
import { signalsOf } from '../deciding/locate-conversation.ts';
import type { Deliver, MailContext, ReadMail } from '../deciding/mail-decision.ts';
import { roleInConversation, writerOf } from '../deciding/role-in-conversation.ts';
import { commitDelivery } from '../delivering/commit-delivery.ts';
import type { MailRecord, PeopleFinder, ReceiveMailPorts } from '../ports.ts';
import { readAgain } from '../reading/read-again.ts';
import { readReply } from '../reading/read-reply.ts';
import type { ReleaseAnswer, ReleaseOrder, ReleaseRefusal } from './ports.ts';

/** A held mail can be released; so can one with two possible authors, if the order names the author (S3). */
const isReleasable = ({ outcome, reason }: Pick<MailRecord, 'outcome' | 'reason'>): boolean =>
  outcome === 'held' || reason === 'ambiguous-author';

/** A mail that can be released. */
interface HeldMail {
  kind: 'held';
  record: MailRecord;
  /** Undefined: the mail opens a new conversation. */
  conversation?: Conversation;
}

/**
 * Delivers a held mail on a person's order (docs/openapi.json), after checking the ordered author by the same rules as for a chat message.
 * Idempotent: it is delivered once.
 */
export async function releaseMail(
  mailId: string,
  order: ReleaseOrder,
  ports: ReceiveMailPorts,
): Promise<ReleaseAnswer> {
  const found = await findHeldMail(mailId, order, ports);
  if (found.kind !== 'held') return found;
  const as = order.as && (await findAuthor(order.as, found.conversation?.userId, ports.people));
  return typeof as === 'string' ? { kind: as } : deliverHeld(found, as, ports);
}

async function findHeldMail(
  mailId: string,
  order: ReleaseOrder,
  ports: ReceiveMailPorts,
): Promise<HeldMail | ReleaseAnswer> {
  const record = await ports.inbound.find(mailId);
  if (!record) return { kind: 'unknown' };
  if (!isReleasable(record)) return { kind: 'not-held' };
  const conversationId = order.conversationId ?? record.conversationId;
  if (conversationId === undefined) return { kind: 'held', record };
  const conversation = await findStandingConversation(conversationId, ports);
  return conversation ? { kind: 'held', record, conversation } : { kind: 'unknown-conversation' };
}

/** The ordered author, a user by their present id; or why it is refused. */
async function findAuthor(
  as: Participant,
  conversationUserId: string | undefined,
  people: PeopleFinder,
): Promise<Participant | ReleaseRefusal> {
  if (as.kind === 'agent') {
    if (!(await people.findAgent(as.id))) return 'unknown-agent';
    return conversationUserId === undefined ? 'needs-conversation' : as;
  }
  const user = await people.findUser(as.id);
  if (conversationUserId !== undefined && user?.userId !== conversationUserId)
    return 'author-not-in-conversation';
  return user ? { ...as, id: user.userId } : 'unknown-user';
}

/** `as` undefined: as the author that the mail names. */
async function deliverHeld(
  held: HeldMail,
  as: Participant | undefined,
  ports: ReceiveMailPorts,
): Promise<ReleaseAnswer> {
  const { mailId, outcome: replaces } = held.record;
  const found = await readAgain(held.record, ports);
  if (!found) return { kind: 'unknown' };
  const { raw, reading } = found;
  if (reading.kind === 'over-limit') return { kind: 'not-readable', why: reading.bound };
  if (reading.kind === 'unreadable') return { kind: 'not-readable', why: reading.why };
  const { mail } = reading;
  const decision = await decideRelease(mail, held, as, ports);
  if (decision.kind !== 'deliver') return decision;
  const reply = await readReply(mail, decision, ports.sentMails);
  const record = await commitDelivery({ mail, raw, decision, reply, replaces }, ports);
  if (!record) {
    throw new Error(`mail ${mailId}: its conversation or user changed during the release`);
  }
  return { kind: record.reason === 'released' ? 'released' : 'not-held' };
}

async function decideRelease(
  mail: ReadMail,
  { record: held, conversation }: HeldMail,
  ordered: Participant | undefined,
  ports: ReceiveMailPorts,
): Promise<Deliver | { kind: 'needs-author' | 'needs-conversation' }> {
  const author = claimedAuthor(mail, await ports.settings.read());
  const role = author && conversation && (await roleIn(conversation, author, mail, ports));
  const as = ordered ?? role;
  if (!as) {
    if (!author) return { kind: 'needs-author' };
    if (await isStaff(author, ports.people)) return { kind: 'needs-conversation' };
    // the conversation that the mail itself would have opened (S7)
    return openConversationFor(await contextOf(mail, author, ports), 'released', ports.people);
  }
  const isFromUser = !conversation && author && !(await isStaff(author, ports.people));
  const decision: Deliver = {
    kind: 'deliver',
    reason: 'released',
    as: { ...as, name: author?.name },
    authentication: authenticationOf(mail),
    known: { ...(held.signal && { signal: held.signal }) },
    ...(conversation && { conversation }),
    ...(isFromUser && openedBy(mail)),
  };
  if (!author || !conversation || role?.kind !== 'user' || as.kind !== 'user') return decision;
  return withReplyTo(decision, conversation, await contextOf(mail, author, ports), ports.people);
}

/** The first address in From, also of an ambiguous author. The piping address is nobody's (R13). */
function claimedAuthor({ message }: ReadMail, settings: Settings): Address | undefined {
  const [first] = message.from;
  return first && !isPipingAddress(first.address, settings['sender-address']) ? first : undefined;
}

const isStaff = async ({ address }: Address, people: PeopleFinder) =>
  (await people.ownersOf(address)).agentIds.length > 0;

/** An ambiguous author is never authenticated. */
const authenticationOf = ({ message: { author }, verdicts }: ReadMail): Authentication =>
  author ? judgeAuthentication(author.address, verdicts) : 'no-verdict';

const contextOf = async (
  mail: ReadMail,
  author: Address,
  { settings }: ReceiveMailPorts,
): Promise<MailContext> => ({
  mail,
  author,
  authentication: authenticationOf(mail),
  settings: await settings.read(),
});

/** Who the author is in the conversation. An ambiguous author can only be a guest. */
async function roleIn(
  conversation: Conversation,
  { address }: Address,
  mail: ReadMail,
  ports: ReceiveMailPorts,
): Promise<Participant> {
  if (!mail.message.author) return { kind: 'guest', id: address };
  const signals = await signalsOf(mail.signals, ports.sentMails);
  const writer = writerOf(address, mail, signals, conversation);
  return (await roleInConversation(writer, conversation, ports.people)).participant;
}
