/** What the steps that operate a deployment need of the world. */
import type { PollReport } from '../polling/poll-mailboxes.ts';
import type { Clock, Log, Page } from '../ports.ts';
import type { InboundStore } from '../receiving/ports.ts';
import type { Webhook, WebhookStore } from '../webhooks/ports.ts';

/** The parameters of one SSM path, as texts by short name (S20). */
export interface SettingParameters {
  readTexts(): Promise<Record<string, string>>;
  put(name: string, text: string): Promise<void>;
}

/** Passwords and OAuth secrets of the mailboxes: they can be written, and nobody but the poller reads them. */
export interface MailboxSecretWriter {
  put(name: string, value: string): Promise<void>;
}

export type RehearsalResult =
  | { kind: 'rehearsed'; report: PollReport }
  /** The poller did not come to an answer. */
  | { kind: 'failed'; why: string };

/** Lets the poller tell what a poll would take, changing nothing. */
export interface MailboxRehearser {
  rehearse(tried: TriedMailboxes): Promise<RehearsalResult>;
}

/** What is tried before it stands anywhere. */
export interface TriedMailboxes {
  /** Entries in the form of the setting; undefined: those of the setting. */
  mailboxes?: unknown[];
  /** Passwords by the name that an entry's `secret` gives; for a name that is not here the stored one is tried. */
  secrets?: Record<string, string>;
}

/** A raw mail that lies in the bucket. */
export interface StoredMail {
  mailId: string;
  key: string;
  /** Epoch milliseconds. */
  storedAt: number;
}

/** A message of the queue whose quarter of an hour is over. */
export interface QueuedLook {
  /** SQS's receipt. */
  handle: string;
  /** The stored mails that it tells of. Throws where it cannot be read. */
  read(): StoredMail[];
}

export interface LookQueue {
  /** The next look, a quarter of an hour from now. */
  put(mail: StoredMail): Promise<void>;
  /** Some of those that are due and that no other run has taken; none: that was all. */
  take(): Promise<QueuedLook[]>;
  remove(looks: readonly QueuedLook[]): Promise<void>;
}

export interface LookAfterMailPorts {
  inbound: Pick<InboundStore, 'find'>;
  files: {
    /** Deletes what was stored of a mail that made no message; `young`: it was stored since `before` (epoch milliseconds), perhaps for one. */
    sweep(mailId: string, before: number): Promise<'none' | 'young' | 'swept'>;
  };
  octets: { isThere(mail: StoredMail): Promise<boolean> };
  /** Puts a stored mail back before parse-mail. */
  queue: { enqueue(mail: { key: string; receivedAt: string }): Promise<void> };
  looks: Pick<LookQueue, 'put'>;
  tries: {
    /** Whether the mail may be queued again now; if so, not before `nextAtMs` once more. */
    claim(mailId: string, nowMs: number, nextAtMs: number): Promise<boolean>;
  };
  clock: Clock;
  log: Log;
}

/** A message that something is still owed. */
export interface OwedMessage {
  messageId: string;
  /** Whether `notify` has decided about everybody, and whether its event is on its way to every webhook that wants it. */
  isDecided: boolean;
  isAnnounced: boolean;
}

export interface ReconcileMessagePorts {
  messages: {
    /** Conversations in which somebody wrote since (epoch milliseconds). */
    activeSince(since: number, cursor: string | undefined): Promise<Page<string>>;
    /** Messages of the conversation from `since` until `until` that something is owed; `listeners` want to hear of each. */
    owed(
      conversationId: string,
      time: { since: number; until: number },
      listeners: Pick<Webhook, 'webhookId' | 'createdAt'>[],
    ): Promise<OwedMessage[]>;
    /** Windows of that time whose mail is not settled come among those that are looked after until it is. */
    noteLate(conversationId: string, time: { since: number; until: number }): Promise<void>;
  };
  webhooks: Pick<WebhookStore, 'list'>;
  /** Up to when everything has been looked at, epoch milliseconds. */
  marks: { read(): Promise<number | undefined>; write(mark: number): Promise<void> };
  /** Puts a message before `notify` and `deliver-webhooks`, past the stream. */
  again: { decide(messageId: string): Promise<void>; announce(messageId: string): Promise<void> };
  clock: Clock;
  log: Log;
}

/** A receipt rule as it stands in its rule set, in their order. */
export interface RuleOfSet {
  name: string;
  isEnabled: boolean;
  /** Addresses and domains; none: every mail. */
  recipients: string[];
  /** Where its S3 action writes; undefined: it has none. */
  bucketName?: string;
  /** Whether rules below it are passed over. */
  stops: boolean;
  /** Its other actions, such as `"bounce"`. */
  otherActions: string[];
}

/** Our own rule. */
export interface WantedRule {
  name: string;
  recipients: string[];
  bucketName: string;
  topicArn: string;
  stops: boolean;
}

/** SES's receipt rule sets of one region, of which at most one is active. */
export interface ReceiptRuleSets {
  /** The name of the active one. */
  findActive(): Promise<string | undefined>;
  /** Its rules in their order; undefined: there is no such rule set. */
  read(ruleSetName: string): Promise<RuleOfSet[] | undefined>;
  /** Does nothing where it is there. */
  create(ruleSetName: string): Promise<void>;
  activate(ruleSetName: string): Promise<void>;
  /** From then on the region receives no mail. */
  deactivate(): Promise<void>;
  remove(ruleSetName: string): Promise<void>;
  createRule(ruleSetName: string, rule: WantedRule, after: string | undefined): Promise<void>;
  updateRule(ruleSetName: string, rule: WantedRule): Promise<void>;
  moveRule(ruleSetName: string, ruleName: string, after: string | undefined): Promise<void>;
  deleteRule(ruleSetName: string, ruleName: string): Promise<void>;
}

/** A mail that goes the real way, out through SES and in again, to show that the way is open. */
export interface Canary {
  /** Stands in the subject. */
  id: string;
  /** Bare addresses. */
  from: string;
  to: string;
  /** Epoch milliseconds. */
  sentAt: number;
}

export interface CanaryPorts {
  sender: { send(mail: { from: string; to: string; raw: Uint8Array }): Promise<void> };
  inbound: Pick<InboundStore, 'list'>;
  clock: Clock;
  newId: () => string;
}

/** A message that its queue gave up. */
export interface DeadLetter {
  /** When it was put into its queue, epoch milliseconds. */
  sentAt: number;
  /** How often it was put back before. */
  rounds: number;
  /** Puts it into its queue once more, and takes it away here. */
  putBack(): Promise<void>;
}

export interface DeadLetters {
  /** Of the queue that gave them up. */
  name: string;
  /** Some of those that no other run looks at now; none: that was all. */
  take(): Promise<DeadLetter[]>;
}

/** One thing that a bucket tells somebody. */
export interface BucketNotification {
  /** Where S3 lists it: `"QueueConfigurations"`. */
  field: string;
  /** ARN of a queue, a topic or a function. */
  target: string;
  /** `["s3:ObjectCreated:*"]`. */
  events: readonly string[];
  /** Of the keys that it is told of. */
  prefix: string;
  /** All of it, as S3 has it. */
  value: object;
}

/** A bucket that a deployment goes on with. */
export interface KeptBucket {
  name: string;
  /** As JSON; `{}`: it has none. */
  policy: string;
  notifications: readonly BucketNotification[];
}

export interface TableIndex {
  name: string;
  /** Partition key, sort key. */
  keys: readonly string[];
  /** In DynamoDB's words. */
  projection: string;
  isReady: boolean;
}

/** A table that a deployment goes on with. */
export interface KeptTable {
  name: string;
  /** Partition key, sort key. */
  keys: readonly string[];
  indexes: readonly TableIndex[];
  /** Undefined: it is switched off. */
  stream?: { arn: string; view: string };
  /** The attribute that says when an item's time is over; undefined: none does. */
  expiresBy?: string;
}
