import { hash } from 'node:crypto';
import type { EventScope } from '../../../conversations/events/event.ts';

/**
 * The one table: the keys of every kind of item, and the ranges of keys that are queried. Stream filters look at an item's attribute
 * `type`. docs/architecture.md, "The table", says who writes each.
 */
export interface ItemKey {
  pk: string;
  sk: string;
}

/** A part of a partition, in the order of the sort keys. Both bounds are inclusive. */
export interface KeyRange {
  partition: string;
  from?: string;
  until?: string;
}

const key = (pk: string, sk: string): ItemKey => ({ pk, sk });

const partitionOfConversation = (id: string) => `CONVERSATION#${id}`;

const inConversation = (id: string, sk: string) => key(partitionOfConversation(id), sk);

/** A key in a conversation that sorts by time. `id`: `"<conversationId>-<ulid>"`, as messages have. */
function inOrder(id: string, kind: string, rest = ''): ItemKey {
  const dash = id.lastIndexOf('-');
  return inConversation(id.slice(0, dash), `${kind}#${id.slice(dash + 1)}${rest}`);
}

function partitionOfScope(scope: EventScope): string {
  if (scope === 'others') return 'EVENTS';
  if ('userId' in scope) return `EVENTS#${scope.userId}`;
  return partitionOfConversation(scope.conversationId);
}

const partitionOfMessageId = (messageIdHash: string) => `MESSAGE-ID#${messageIdHash}`;

const sha256 = (text: string) => hash('sha256', text);

const HOUR_MS = 3_600_000;

/** The clock hour, as keys of counters name it: its beginning, RFC 3339 UTC. */
export const hourOf = (nowMs: number): string =>
  new Date(Math.floor(nowMs / HOUR_MS) * HOUR_MS).toISOString();

/** Conversation numbers are padded to this length, so that they sort as texts. */
const NUMBER_DIGITS = 10;

/** Who has links to their conversations. */
export type Party = 'user' | 'agent' | 'department';

/** The parts of a mail that lists sort by. */
interface MailName {
  mailId: string;
  receivedAt: string;
}

/** Partitions of the indexes. */
export const INDEX_PARTITIONS = {
  users: 'USERS',
  /** By newest activity; one partition for each status. */
  conversations: (status: string) => `CONVERSATIONS#${status}`,
  /** Users who were taken over, until their conversations have moved. */
  takeOvers: 'TAKE-OVERS',
  /** By the time of receipt; one partition for each reason. */
  mails: (reason: string) => `MAILS#${reason}`,
  suppressions: 'SUPPRESSIONS',
  /**
   * In `gsi2`: mails of one author, by the time of receipt. It has the hash of the address, so that an erasure's later look names nobody
   * (S19).
   */
  mailsOf: (addressHash: string) => `MAILS-OF#${addressHash}`,
  /** In `gsi2`: late windows, by the time of their next try. */
  lateWindows: 'LATE-WINDOWS',
  /** Erasures with work left, by the time at which to look after them. */
  erasures: 'ERASURES',
  /** Deliveries to one webhook. */
  webhookDeliveries: (webhookId: string) => `DELIVERIES-TO#${webhookId}`,
} as const;

export const keys = {
  department: (id: string) => key('DEPARTMENTS', id),
  agent: (id: string) => key('AGENTS', id),
  agentsVersion: () => key('AGENTS#VERSION', 'VERSION'),
  agentPresence: (id: string) => key('AGENT-PRESENCE', id),
  user: (id: string) => key(`USER#${id}`, 'USER'),
  /** Leads from the id of a user who was taken over to the user who took them over. */
  takenOver: (id: string) => key(`USER#${id}`, 'TAKEN-OVER'),
  /** When the chat backend last named the address whose own mail would make this user (S7). */
  named: (madeUserId: string) => key(`USER#${madeUserId}`, 'NAMED'),
  userPresence: (id: string) => key(`USER#${id}`, 'PRESENCE'),
  /** The agent who owns this address: one item, so that no two agents can have it. */
  agentAddress: (address: string) => key(`ADDRESS#${address}`, 'AGENT'),
  /** One item for each user who owns or owned the address. */
  userAddress: (address: string, userId: string) => key(`ADDRESS#${address}`, `USER#${userId}`),
  conversationCounter: () => key('COUNTER', 'CONVERSATION'),
  conversation: (id: string) => inConversation(id, 'CONVERSATION'),
  message: (messageId: string) => inOrder(messageId, 'MESSAGE'),
  /** Leads from the chat backend's own id to its message. */
  clientMessage: (conversationId: string, clientMessageId: string) =>
    inConversation(conversationId, `CLIENT-MESSAGE#${clientMessageId}`),
  delivery: (messageId: string, participant: { kind: string; id: string }) =>
    key(`DELIVERIES#${messageId}`, `${participant.kind.toUpperCase()}#${participant.id}`),
  deliverySummary: (messageId: string, reason: string) =>
    key(`DELIVERIES#${messageId}`, `~SUMMARY#${reason}`),
  /**
   * A grouping window (S8) and the mail it becomes, in the order of time. It says `SENT`, because 0.1.0 kept the texts of sent mails here
   * (docs/decisions/0109). Here and below `recipient` is the participant's `"<kind>#<id>"`.
   */
  window: (windowId: string, recipient: string) => inOrder(windowId, 'SENT', `#${recipient}`),
  openWindow: (conversationId: string, recipient: string) =>
    inConversation(conversationId, `WINDOW#${recipient}`),
  budget: (conversationId: string, recipient: string, hour: string) =>
    inConversation(conversationId, `BUDGET#${recipient}#${hour}`),
  wrongCodes: (conversationId: string, hour: string) =>
    inConversation(conversationId, `WRONG-CODES#${hour}`),
  /** Count of conversations that unauthenticated mail opened in one hour; `domain` is the author's, or '' for all (S7). */
  openings: (hour: string, domain: string) => key(`OPENED#${hour}`, `DOMAIN#${domain}`),
  /** Notes that the mail was counted there. */
  opening: (mailId: string) => key(`MAIL#${mailId}`, 'OPENING'),
  /** The first mail that had a staff mail's fingerprint (S4). */
  seenMail: (fingerprint: string) => key(`SEEN#${fingerprint}`, 'SEEN'),
  /** The agent's one question of the hour (S22). */
  asked: (agentId: string) => key(`ASKED#${agentId}`, 'ASKED'),
  /** The question behind a code; the code itself is never stored (S22). */
  question: (code: string) => key(`QUESTION#${sha256(code)}`, 'QUESTION'),
  /** SES's id of a mail of ours, local part only (S1, signal 3). */
  sentMail: (sesMessageId: string) => key(`SES#${sesMessageId}`, 'SENT'),
  guest: (conversationId: string, address: string) =>
    inConversation(conversationId, `GUEST#${address}`),
  /** A system message that is written once. */
  notice: (conversationId: string, name: string) =>
    inConversation(conversationId, `NOTICE#${name}`),
  softBounces: (address: string) => key(`SUPPRESSED#${address}`, 'SOFT-BOUNCES'),
  suppression: (address: string) => key(`SUPPRESSED#${address}`, 'SUPPRESSED'),
  mail: (mailId: string) => key(`MAIL#${mailId}`, 'MAIL'),
  /** Leads an erasure from a conversation to every mail for it, whatever the mail's outcome. */
  mailOfConversation: (conversationId: string, { receivedAt, mailId }: MailName) =>
    inConversation(conversationId, `MAIL#${receivedAt}#${mailId}`),
  /** Leads an erasure from a delivered mail to its duplicates. */
  copyOfMail: (originalId: string, mailId: string) => key(`MAIL#${originalId}`, `COPY#${mailId}`),
  /** Leads an erasure from a mail to its stored files, whether or not a message names them. */
  filesOfMail: (mailId: string) => key(`MAIL#${mailId}`, 'FILES'),
  /** Leads from a party to its conversations, by status and number; an erasure follows the user's (S19). */
  conversationOf: (
    party: Party,
    id: string,
    { conversationId, status }: { conversationId: string; status: string },
  ) =>
    key(
      `${party.toUpperCase()}#${id}`,
      `CONVERSATION#${status}#${conversationId.padStart(NUMBER_DIGITS, '0')}`,
    ),
  /** Leads an erasure from a user to a conversation that now has another user (S19). */
  givenAway: (userId: string, conversationId: string) =>
    key(`USER#${userId}`, `FORMER-CONVERSATION#${conversationId}`),
  /** The number of the conversation that a mail opens. */
  mailNumber: (mailId: string) => key(`MAIL#${mailId}`, 'NUMBER'),
  /** The duplicate guard, which outlives conversations (S15). A fingerprint with a Message-ID begins with the hash of it. */
  duplicate: (fingerprint: string) => {
    const [messageIdHash = '', rest] = fingerprint.split('/');
    return rest === undefined
      ? key(`DUPLICATE#${fingerprint}`, 'DUPLICATE')
      : key(partitionOfMessageId(messageIdHash), `DUPLICATE#${rest}`);
  },
  /** Leads an erasure from a conversation to a file that a post has claimed and no message names yet (S19). */
  claimedFile: (conversationId: string, attachmentId: string) =>
    inConversation(conversationId, `FILE#${attachmentId}`),
  attachment: (attachmentId: string) => key(`ATTACHMENT#${attachmentId}`, 'ATTACHMENT'),
  idempotency: (tokenId: string, idempotencyKey: string) =>
    key(`IDEMPOTENCY#${tokenId}#${idempotencyKey}`, 'IDEMPOTENCY'),
  /** Count of an API token's calls in one window. */
  rate: (tokenId: string, window: string) => key(`RATE#${tokenId}`, window),
  webhook: (webhookId: string) => key('WEBHOOKS', webhookId),
  /** The number of an event at a webhook, within its scope. */
  eventNumber: (scope: EventScope, webhookId: string, sequence: number) =>
    key(partitionOfScope(scope), `EVENT#${webhookId}#${String(sequence).padStart(12, '0')}`),
  /** Not `WEBHOOK#…`: 0.1.0 kept its deliveries there, which are not read (docs/decisions/0109). */
  webhookDelivery: (webhookId: string, eventId: string) =>
    key(`EVENT#${eventId}`, `TO#${webhookId}`),
  /** The erasure that is running for a user. */
  erasureOf: (userId: string) => key(`USER#${userId}`, 'ERASURE'),
  erasure: (erasureId: string) => key(`ERASURE#${erasureId}`, 'ERASURE'),
  /** When a stored mail without an outcome may be queued again. */
  requeueTry: (mailId: string) => key(`MAIL#${mailId}`, 'REQUEUE'),
  reconcileMark: () => key('RECONCILE', 'MESSAGES'),
  mailboxLogins: (secret: string) => key('MAILBOX-LOGINS', secret),
  mailboxCursor: (name: string) => key(`MAILBOX#${name}`, 'CURSOR'),
  uidlChunk: (mailbox: string, identity: string, chunk: string) =>
    key(`MAILBOX#${mailbox}`, `UIDL#${identity}#${chunk}`),
} as const;

const whole = (partition: string): KeyRange => ({ partition });

/** All sort keys with this prefix. The upper bound is U+10FFFF, because addresses and ids may have characters above `~`. */
const under = (partition: string, prefix: string) => ({
  partition,
  from: prefix,
  until: `${prefix}\u{10ffff}`,
});

/** From one key of a partition to another. */
export const between = ({ pk, sk }: ItemKey, last: ItemKey): KeyRange => ({
  partition: pk,
  from: sk,
  until: last.sk,
});

/** The keys that belong together, as one query reads them. */
export const ranges = {
  departments: () => whole('DEPARTMENTS'),
  agents: () => whole('AGENTS'),
  agentPresences: () => whole('AGENT-PRESENCE'),
  webhooks: () => whole('WEBHOOKS'),
  /** An address's items, one for each owner. */
  owners: (address: string) => whole(`ADDRESS#${address}`),
  /** Everything in a conversation. */
  conversation: (id: string) => whole(partitionOfConversation(id)),
  messages: (conversationId: string) => under(partitionOfConversation(conversationId), 'MESSAGE#'),
  guests: (conversationId: string) => under(partitionOfConversation(conversationId), 'GUEST#'),
  /** Grouping windows, and the texts that 0.1.0 kept under their keys (docs/decisions/0109). */
  windows: (conversationId: string) => under(partitionOfConversation(conversationId), 'SENT#'),
  /** Links to the mails of a conversation that are no message of it. */
  mailsOfConversation: (conversationId: string) =>
    under(partitionOfConversation(conversationId), 'MAIL#'),
  /** Links from a party to its conversations, of one status or of all. */
  conversationsOf: (party: Party, id: string, status?: string) =>
    under(
      `${party.toUpperCase()}#${id}`,
      status === undefined ? 'CONVERSATION#' : `CONVERSATION#${status}#`,
    ),
  givenAway: (userId: string) => under(`USER#${userId}`, 'FORMER-CONVERSATION#'),
  /** The counts of mails to one recipient, one for each hour. */
  budgets: (conversationId: string, recipient: string) =>
    under(partitionOfConversation(conversationId), `BUDGET#${recipient}#`),
  /** The decisions about a message, one for each recipient. */
  deliveries: (messageId: string) => whole(`DELIVERIES#${messageId}`),
  /** The guards of mails with this Message-ID, which tell where each was delivered (S1). */
  duplicates: (messageId: string) => whole(partitionOfMessageId(sha256(messageId))),
  /** Everything about a mail but its octets. */
  mail: (mailId: string) => whole(`MAIL#${mailId}`),
  copiesOfMail: (originalId: string) => under(`MAIL#${originalId}`, 'COPY#'),
  /** The suppression of an address, and its soft bounces. */
  suppression: (address: string) => whole(`SUPPRESSED#${address}`),
  /** The numbered events of a scope at a webhook. */
  eventNumbers: (scope: EventScope, webhookId: string) =>
    under(partitionOfScope(scope), `EVENT#${webhookId}#`),
  /** The numbered events of a user at all webhooks. */
  eventNumbersOfUser: (userId: string) => whole(partitionOfScope({ userId })),
  /** The deliveries of an event to webhooks. */
  event: (eventId: string) => whole(`EVENT#${eventId}`),
  /** The UIDLs of a mailbox under one identity of its server. */
  uidls: (mailbox: string, identity: string) => under(`MAILBOX#${mailbox}`, `UIDL#${identity}#`),
} as const;
