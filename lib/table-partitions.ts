/** Partitions of the table by what lies in them (docs/architecture.md, "The table"); a star stands for an id. A function is held to those it names. */
export const TABLE_PARTITIONS = {
  departments: 'DEPARTMENTS',
  /** And how often they have changed. */
  agents: 'AGENTS*',
  agentPresence: 'AGENT-PRESENCE',
  /** What leads to the conversations of an agent, of a department; those of a user are among `users`. */
  agentLinks: 'AGENT#*',
  departmentLinks: 'DEPARTMENT#*',
  addresses: 'ADDRESS#*',
  users: 'USER#*',
  conversationCounter: 'COUNTER',
  /** Messages are in it, too. */
  conversations: 'CONVERSATION#*',
  deliveries: 'DELIVERIES#*',
  sentMails: 'SES#*',
  suppressions: 'SUPPRESSED#*',
  mails: 'MAIL#*',
  /** What led from authors to mails before November 2026. */
  mailsOfAddresses: 'MAILS-OF#*',
  duplicates: 'DUPLICATE#*',
  earlierMails: 'MESSAGE-ID#*',
  seenMails: 'SEEN#*',
  openings: 'OPENED#*',
  asked: 'ASKED#*',
  questions: 'QUESTION#*',
  attachments: 'ATTACHMENT#*',
  idempotencyKeys: 'IDEMPOTENCY#*',
  rates: 'RATE#*',
  webhooks: 'WEBHOOKS',
  /** Numbers of events without a conversation, of a user or of all others. */
  eventNumbers: 'EVENTS*',
  events: 'EVENT#*',
  erasures: 'ERASURE#*',
  reconcileMarks: 'RECONCILE',
  mailboxes: 'MAILBOX#*',
} as const;

/** Partitions of the index `gsi1`: lists. */
export const LISTS = {
  users: 'USERS',
  /** A partition for each status. */
  conversations: 'CONVERSATIONS#*',
  takeOvers: 'TAKE-OVERS',
  /** A partition for each reason. */
  mails: 'MAILS#*',
  suppressions: 'SUPPRESSIONS',
  /** Windows that were opened before they had their place in the other index. */
  outgoing: 'OUTGOING',
  erasures: 'ERASURES',
  webhookDeliveries: 'WEBHOOK-DELIVERIES#*',
} as const;

/** Partitions of the index `gsi2`, which has keys alone. */
export const KEY_LISTS = {
  /** By their author's address. */
  mailsOfAddresses: 'MAILS-OF#*',
  outgoing: 'OUTGOING',
} as const;

export type TablePartition = (typeof TABLE_PARTITIONS)[keyof typeof TABLE_PARTITIONS];
export type TableList = (typeof LISTS)[keyof typeof LISTS];
export type TableKeyList = (typeof KEY_LISTS)[keyof typeof KEY_LISTS];

/** What people of the chat are known by: agents, users, their addresses and presence. */
export const PEOPLE = [
  TABLE_PARTITIONS.departments,
  TABLE_PARTITIONS.agents,
  TABLE_PARTITIONS.agentPresence,
  TABLE_PARTITIONS.addresses,
  TABLE_PARTITIONS.users,
] as const satisfies TablePartition[];

/** What a mail that comes in leaves besides its message; parse-mail writes it. */
export const TRACES_OF_MAIL = [
  TABLE_PARTITIONS.mails,
  TABLE_PARTITIONS.mailsOfAddresses,
  TABLE_PARTITIONS.duplicates,
  TABLE_PARTITIONS.earlierMails,
  TABLE_PARTITIONS.seenMails,
  TABLE_PARTITIONS.openings,
] as const satisfies TablePartition[];
