import { createHash } from 'node:crypto';
import type { EventScope } from '../../../conversations/event.ts';

/**
 * The one table: every kind of item and its keys. An item's `type` attribute is what stream filters look at. `gsi1` sorts lists.
 * docs/architecture.md, "The table", says who writes and who reads each.
 */
export interface ItemKey {
  pk: string;
  sk: string;
}

const key = (pk: string, sk: string): ItemKey => ({ pk, sk });

const inConversation = (id: string, sk: string) => key(`CONVERSATION#${id}`, sk);

/** `id`: `"<conversationId>-<ulid>"`, of a message; in the order of time. */
function inOrder(id: string, kind: string, rest = ''): ItemKey {
  const dash = id.lastIndexOf('-');
  return inConversation(id.slice(0, dash), `${kind}#${id.slice(dash + 1)}${rest}`);
}

function partitionOfScope(scope: EventScope): string {
  if (scope === 'others') return 'EVENTS';
  return 'userId' in scope ? `EVENTS#${scope.userId}` : `CONVERSATION#${scope.conversationId}`;
}

/** Numbers of conversations sort as texts. */
const NUMBER_DIGITS = 10;

/** What a mail is listed by. */
interface MailName {
  mailId: string;
  receivedAt: string;
}

/** Partition of a list that is read with a consistent query: departments, agents, their presence, webhooks. */
export const PARTITIONS = {
  departments: 'DEPARTMENTS',
  agents: 'AGENTS',
  agentPresence: 'AGENT-PRESENCE',
  webhooks: 'WEBHOOKS',
} as const;

/** Partitions of the indexes. */
export const INDEX_PARTITIONS = {
  users: 'USERS',
  /** By the newest activity, a partition for each status. */
  conversations: (status: string) => `CONVERSATIONS#${status}`,
  /** Taken-over users whose conversations are on their way to another id. */
  takeOvers: 'TAKE-OVERS',
  /** By the time of receipt, a partition for each reason. */
  mails: (reason: string) => `MAILS#${reason}`,
  suppressions: 'SUPPRESSIONS',
  /** In `gsi2`: mails of one author, by the time of receipt. The hash of the address, so that an erasure's look weeks later names nobody (S19). */
  mailsOf: (addressHash: string) => `MAILS-OF#${addressHash}`,
  /** In `gsi2`: windows that are late, by the time of their next try. */
  outgoing: 'OUTGOING',
  /** Erasures with something left to do, by when somebody should look. */
  erasures: 'ERASURES',
  /** Deliveries to one webhook. */
  webhookDeliveries: (webhookId: string) => `WEBHOOK-DELIVERIES#${webhookId}`,
} as const;

export const keys = {
  department: (id: string) => key(PARTITIONS.departments, id),
  agent: (id: string) => key(PARTITIONS.agents, id),
  agentsVersion: () => key(`${PARTITIONS.agents}#VERSION`, 'VERSION'),
  agentPresence: (id: string) => key(PARTITIONS.agentPresence, id),
  user: (id: string) => key(`USER#${id}`, 'USER'),
  /** Where the id of a user leads who was taken over by another. */
  takenOver: (id: string) => key(`USER#${id}`, 'TAKEN-OVER'),
  userPresence: (id: string) => key(`USER#${id}`, 'PRESENCE'),
  /** The agent whose address this is: one item, so that no two agents can have it. */
  agentAddress: (address: string) => key(`ADDRESS#${address}`, 'AGENT'),
  /** One item for each user that has or had the address. */
  userAddress: (address: string, userId: string) => key(`ADDRESS#${address}`, `USER#${userId}`),
  conversationCounter: () => key('COUNTER', 'CONVERSATION'),
  conversation: (id: string) => inConversation(id, 'CONVERSATION'),
  message: (messageId: string) => inOrder(messageId, 'MESSAGE'),
  /** The message that the chat backend posted under its own id. */
  clientMessage: (conversationId: string, clientMessageId: string) =>
    inConversation(conversationId, `CLIENT-MESSAGE#${clientMessageId}`),
  /** The partition of a message's deliveries. */
  deliveries: (messageId: string) => `DELIVERIES#${messageId}`,
  delivery: (messageId: string, participant: { kind: string; id: string }) =>
    key(`DELIVERIES#${messageId}`, `${participant.kind.toUpperCase()}#${participant.id}`),
  deliverySummary: (messageId: string, reason: string) =>
    key(`DELIVERIES#${messageId}`, `~SUMMARY#${reason}`),
  /** The messages of one grouping window (S8) and the mail they become, in the order of time. `recipient` is `"<kind>#<id>"` of the participant here and below. */
  outgoing: (windowId: string, recipient: string) => inOrder(windowId, 'SENT', `#${recipient}`),
  /** Where windows stood until December 2026 (docs/decisions/0109). */
  outgoingOfBefore: (conversationId: string, recipient: string, windowId: string) =>
    inConversation(conversationId, `OUTGOING#${recipient}#${windowId}`),
  openWindow: (conversationId: string, recipient: string) =>
    inConversation(conversationId, `WINDOW#${recipient}`),
  budget: (conversationId: string, recipient: string, hour: string) =>
    inConversation(conversationId, `BUDGET#${recipient}#${hour}`),
  wrongCodes: (conversationId: string, hour: string) =>
    inConversation(conversationId, `WRONG-CODES#${hour}`),
  /** Conversations that unauthenticated mail opened in one hour; `domain` of the author, or '' for all (S7). */
  openings: (hour: string, domain: string) => key(`OPENED#${hour}`, `DOMAIN#${domain}`),
  /** That the mail was counted among them. */
  opening: (mailId: string) => key(`MAIL#${mailId}`, 'OPENING'),
  /** The first mail with this fingerprint of a staff mail (S4). */
  seenMail: (fingerprint: string) => key(`SEEN#${fingerprint}`, 'SEEN'),
  /** Partition of the guards of mails with this Message-ID: they say where a mail was delivered (S1). */
  messageIdPartition: (messageId: string) =>
    `MESSAGE-ID#${createHash('sha256').update(messageId).digest('hex')}`,
  /** The agent's one question of the hour (S22). */
  asked: (agentId: string) => key(`ASKED#${agentId}`, 'ASKED'),
  /** What an agent was asked under a code, which is kept nowhere (S22). */
  question: (code: string) =>
    key(`QUESTION#${createHash('sha256').update(code).digest('hex')}`, 'QUESTION'),
  /** SES's id of a mail we sent, local part only (S1, signal 3). */
  sentMail: (sesMessageId: string) => key(`SES#${sesMessageId}`, 'SENT'),
  /** What a participant's mail program had of the conversation before December 2026 (docs/decisions/0109). */
  threadOfBefore: (conversationId: string, recipient: string) =>
    inConversation(conversationId, `THREAD#${recipient}`),
  guest: (conversationId: string, address: string) =>
    inConversation(conversationId, `GUEST#${address}`),
  /** A system message that is written once. */
  notice: (conversationId: string, name: string) =>
    inConversation(conversationId, `NOTICE#${name}`),
  softBounces: (address: string) => key(`SUPPRESSED#${address}`, 'SOFT-BOUNCES'),
  suppression: (address: string) => key(`SUPPRESSED#${address}`, 'SUPPRESSED'),
  mail: (mailId: string) => key(`MAIL#${mailId}`, 'MAIL'),
  /** What led from an author to a mail that came before November 2026; since then `gsi2` does. */
  mailOfAuthor: (addressHash: string, { receivedAt, mailId }: MailName) =>
    key(INDEX_PARTITIONS.mailsOf(addressHash), `${receivedAt}#${mailId}`),
  /** Leads an erasure from a conversation to every mail that was for it, whatever became of the mail. */
  mailOfConversation: (conversationId: string, { receivedAt, mailId }: MailName) =>
    inConversation(conversationId, `MAIL#${receivedAt}#${mailId}`),
  /** Leads an erasure from a delivered mail to its duplicates. */
  copyOfMail: (originalId: string, mailId: string) => key(`MAIL#${originalId}`, `COPY#${mailId}`),
  /** Leads an erasure from a mail to the files that are stored for it, whether or not a message names them. */
  filesOfMail: (mailId: string) => key(`MAIL#${mailId}`, 'FILES'),
  /** Leads from a party to its conversations, in order of their numbers, those of one status together; an erasure follows the user's (S19). */
  conversationOf: (
    party: 'user' | 'agent' | 'department',
    id: string,
    { conversationId, status }: { conversationId: string; status: string },
  ) =>
    key(
      `${party.toUpperCase()}#${id}`,
      `CONVERSATION#${status}#${conversationId.padStart(NUMBER_DIGITS, '0')}`,
    ),
  /** Leads an erasure from a user to a conversation that was given to another user (S19). */
  formerConversation: (userId: string, conversationId: string) =>
    key(`USER#${userId}`, `FORMER-CONVERSATION#${conversationId}`),
  /** The number of the conversation that the mail opens. */
  mailNumber: (mailId: string) => key(`MAIL#${mailId}`, 'NUMBER'),
  /** Outlives conversations (S15). A fingerprint with a Message-ID begins with its hash. */
  duplicate: (fingerprint: string) => {
    const [messageIdHash = '', rest] = fingerprint.split('/');
    return rest === undefined
      ? key(`DUPLICATE#${fingerprint}`, 'DUPLICATE')
      : key(`MESSAGE-ID#${messageIdHash}`, `DUPLICATE#${rest}`);
  },
  attachment: (attachmentId: string) => key(`ATTACHMENT#${attachmentId}`, 'ATTACHMENT'),
  idempotency: (tokenId: string, idempotencyKey: string) =>
    key(`IDEMPOTENCY#${tokenId}#${idempotencyKey}`, 'IDEMPOTENCY'),
  /** Calls of an API token in one window. */
  rate: (tokenId: string, window: string) => key(`RATE#${tokenId}`, window),
  webhook: (webhookId: string) => key(PARTITIONS.webhooks, webhookId),
  /** An event's place among those of its scope that a webhook is told of. */
  eventNumber: (scope: EventScope, webhookId: string, sequence: number) =>
    key(partitionOfScope(scope), `EVENT#${webhookId}#${String(sequence).padStart(12, '0')}`),
  /** Of its partition: the deliveries of an event. */
  event: (eventId: string) => key(`EVENT#${eventId}`, 'EVENT'),
  webhookDelivery: (webhookId: string, eventId: string) =>
    key(`EVENT#${eventId}`, `WEBHOOK#${webhookId}`),
  /** The erasure that is at work on a user. */
  erasureOf: (userId: string) => key(`USER#${userId}`, 'ERASURE'),
  erasure: (erasureId: string) => key(`ERASURE#${erasureId}`, 'ERASURE'),
  /** When a stored mail without an outcome may be queued again. */
  requeueTry: (mailId: string) => key(`MAIL#${mailId}`, 'REQUEUE'),
  reconcileMark: () => key('RECONCILE', 'MESSAGES'),
  mailboxCursor: (name: string) => key(`MAILBOX#${name}`, 'CURSOR'),
  mailboxUidl: (name: string, uidl: string) => key(`MAILBOX#${name}`, `UIDL#${uidl}`),
} as const;
