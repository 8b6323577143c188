/** Partitions of the table (docs/architecture.md, "The table"); a star stands for an id. A function may only use those that it names. */
export const TABLE_PARTITIONS = {
  departments: 'DEPARTMENTS',
  /** With the version that changes with every agent. */
  agents: 'AGENTS*',
  agentPresence: 'AGENT-PRESENCE',
  /** Links to the conversations of an agent or of a department. Those of a user are in `users`. */
  agentLinks: 'AGENT#*',
  departmentLinks: 'DEPARTMENT#*',
  addresses: 'ADDRESS#*',
  users: 'USER#*',
  conversationCounter: 'COUNTER',
  /** Also holds the messages. */
  conversations: 'CONVERSATION#*',
  deliveries: 'DELIVERIES#*',
  sentMails: 'SES#*',
  suppressions: 'SUPPRESSED#*',
  mails: 'MAIL#*',
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
  /** Numbers of events that have no conversation: of a user, or of everything else. */
  eventNumbers: 'EVENTS*',
  events: 'EVENT#*',
  erasures: 'ERASURE#*',
  reconcileMarks: 'RECONCILE',
  mailboxes: 'MAILBOX#*',
  /** Apart from the cursors, so that what serve-api writes never touches them. */
  mailboxLogins: 'MAILBOX-LOGINS',
} as const;

/** Partitions of the index `gsi1`, which holds lists. */
export const LISTS = {
  users: 'USERS',
  /** One partition for each status. */
  conversations: 'CONVERSATIONS#*',
  takeOvers: 'TAKE-OVERS',
  /** One partition for each reason. */
  mails: 'MAILS#*',
  suppressions: 'SUPPRESSIONS',
  erasures: 'ERASURES',
  webhookDeliveries: 'DELIVERIES-TO#*',
} as const;

/** Partitions of the index `gsi2`, which holds only keys. */
export const KEY_LISTS = {
  /** By the author's address. */
  mailsOfAddresses: 'MAILS-OF#*',
  lateWindows: 'LATE-WINDOWS',
} as const;

export type TablePartition = (typeof TABLE_PARTITIONS)[keyof typeof TABLE_PARTITIONS];
export type TableList = (typeof LISTS)[keyof typeof LISTS];
export type TableKeyList = (typeof KEY_LISTS)[keyof typeof KEY_LISTS];

/** Agents, users, their departments, addresses and presence. */
export const PEOPLE = [
  TABLE_PARTITIONS.departments,
  TABLE_PARTITIONS.agents,
  TABLE_PARTITIONS.agentPresence,
  TABLE_PARTITIONS.addresses,
  TABLE_PARTITIONS.users,
] as const satisfies TablePartition[];

/** What parse-mail writes about a mail besides its message. */
export const TRACES_OF_MAIL = [
  TABLE_PARTITIONS.mails,
  TABLE_PARTITIONS.duplicates,
  TABLE_PARTITIONS.earlierMails,
  TABLE_PARTITIONS.seenMails,
  TABLE_PARTITIONS.openings,
] as const satisfies TablePartition[];
