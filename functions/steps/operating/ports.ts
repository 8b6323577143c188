/** Ports of the steps that operate a deployment. */
import type { PollReport } from '../polling/poll-mailboxes.ts';
import type { Clock, Log, Page } from '../ports.ts';
import type { InboundStore } from '../receiving/ports.ts';
import type { Webhook, WebhookStore } from '../webhooks/ports.ts';

/** The parameters below one SSM path, as texts by short name (S20). */
export interface SettingParameters {
  readTexts(): Promise<Record<string, string>>;
  put(name: string, text: string): Promise<void>;
}

/** Writes passwords and OAuth secrets of mailboxes; only the poller can read them. */
export interface MailboxSecretWriter {
  put(name: string, value: string): Promise<void>;
}

/** The logins (settings/mailbox-login.ts) that the setting had for each secret, by its name, while an entry named it. */
export interface MailboxLoginStore {
  /** Leaves out a secret that no entry has named since its password was stored. */
  find(secrets: string[]): Promise<ReadonlyMap<string, { has(login: string): boolean }>>;
  keep(logins: ReadonlyMap<string, ReadonlySet<string>>): Promise<void>;
  /** For a secret with a new password. */
  forget(secret: string): Promise<void>;
}

export type RehearsalResult =
  | { kind: 'rehearsed'; report: PollReport }
  /** The poller gave no result. */
  | { kind: 'failed'; why: string };

/** Has the poller report what a poll would take, without changing anything. */
export interface MailboxRehearser {
  rehearse(tried: TriedMailboxes): Promise<RehearsalResult>;
}

/** What to try before it is saved. */
export interface TriedMailboxes {
  /** Entries in the setting's form; undefined: those of the setting. */
  mailboxes?: unknown[];
  /** Passwords by the name that an entry's `secret` gives; for other names the stored ones are used. */
  secrets?: Record<string, string>;
}

/** A raw mail in the bucket. */
export interface StoredMail {
  mailId: string;
  key: string;
  /** Epoch milliseconds. */
  storedAt: number;
}

/** A message of LookQueue that is due. */
export interface QueuedLook {
  /** SQS's receipt handle. */
  handle: string;
  /** The stored mails that it names. Throws if it cannot be read. */
  read(): StoredMail[];
}

export interface LookQueue {
  /** Queues the next look, 15 minutes from now. */
  put(mail: StoredMail): Promise<void>;
  /** Some due messages that no other run has taken; empty: there are no more. */
  take(): Promise<QueuedLook[]>;
  remove(looks: readonly QueuedLook[]): Promise<void>;
}

export interface LookAfterMailPorts {
  inbound: Pick<InboundStore, 'find'>;
  files: {
    /**
     * Deletes the stored files of a mail that made no message. `young`: kept, because they were stored after `before` (epoch milliseconds),
     * perhaps for a message in the making.
     */
    sweep(mailId: string, before: number): Promise<'none' | 'young' | 'swept'>;
  };
  octets: { isThere(mail: StoredMail): Promise<boolean> };
  /** Queues a stored mail for parse-mail again. */
  queue: { enqueue(mail: { key: string; receivedAt: string }): Promise<void> };
  looks: Pick<LookQueue, 'put'>;
  tries: {
    /** Whether the mail may be queued again now; if true, the next time is not before `nextAtMs`. */
    claim(mailId: string, nowMs: number, nextAtMs: number): Promise<boolean>;
  };
  clock: Clock;
  log: Log;
}

/** A message that was not decided about, or not announced to every webhook. */
export interface OwedMessage {
  messageId: string;
  /**
   * `isDecided`: `notify` has decided about every recipient. `isAnnounced`: its event is queued for every webhook that subscribes to it.
   */
  isDecided: boolean;
  isAnnounced: boolean;
}

/** Epoch milliseconds. */
export interface TimeSpan {
  since: number;
  until: number;
}

export interface ReconcileMessagePorts {
  messages: {
    /** Conversations with a message since `since` (epoch milliseconds). */
    activeSince(since: number, cursor: string | undefined): Promise<Page<string>>;
    /** Owed messages of the conversation from `since` until `until`; `listeners` are the webhooks that must hear of each. */
    owed(
      conversationId: string,
      time: TimeSpan,
      listeners: Pick<Webhook, 'webhookId' | 'createdAt'>[],
    ): Promise<OwedMessage[]>;
    /** Marks windows of that time that are not settled as late, so that they are looked after until they are. */
    noteLate(conversationId: string, time: TimeSpan): Promise<void>;
  };
  webhooks: Pick<WebhookStore, 'list'>;
  /** The time up to which all messages were looked at, epoch milliseconds. */
  marks: { read(): Promise<number | undefined>; write(mark: number): Promise<void> };
  /** Queues a message for `notify` or `deliver-webhooks`, bypassing the stream. */
  again: { decide(messageId: string): Promise<void>; announce(messageId: string): Promise<void> };
  clock: Clock;
  log: Log;
}

/** A receipt rule of a rule set. */
export interface RuleOfSet {
  name: string;
  isEnabled: boolean;
  /** Addresses and domains; empty: all mail. */
  recipients: string[];
  /** The bucket of its S3 action; undefined: it has none. */
  bucketName?: string;
  /** Whether SES skips the rules below it. */
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

/** SES's receipt rule sets in one region; at most one is active. */
export interface ReceiptRuleSets {
  /** The name of the active rule set. */
  findActive(): Promise<string | undefined>;
  /** The rules in order; undefined: no such rule set. */
  read(ruleSetName: string): Promise<RuleOfSet[] | undefined>;
  /** Does nothing if it exists. */
  create(ruleSetName: string): Promise<void>;
  activate(ruleSetName: string): Promise<void>;
  /** Afterwards the region receives no mail. */
  deactivate(): Promise<void>;
  remove(ruleSetName: string): Promise<void>;
  createRule(ruleSetName: string, rule: WantedRule, after: string | undefined): Promise<void>;
  updateRule(ruleSetName: string, rule: WantedRule): Promise<void>;
  moveRule(ruleSetName: string, ruleName: string, after: string | undefined): Promise<void>;
  deleteRule(ruleSetName: string, ruleName: string): Promise<void>;
}

/** A mail that is sent and received through SES, to show that mail arrives. */
export interface Canary {
  /** Part of the subject. */
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

/** A message that ended in a dead-letter queue. */
export interface DeadLetter {
  /** When it was first sent to its queue, epoch milliseconds. */
  sentAt: number;
  /** How often it was put back already. */
  rounds: number;
  /** Sends it to its queue again and deletes it here. */
  putBack(): Promise<void>;
}

export interface DeadLetters {
  /** Name of the source queue. */
  name: string;
  /** Some messages that no other run has taken; empty: there are no more. */
  take(): Promise<DeadLetter[]>;
}

/** One notification of a bucket. */
export interface BucketNotification {
  /** Its field in S3's configuration: `"QueueConfigurations"`. */
  field: string;
  /** ARN of a queue, a topic or a function. */
  target: string;
  /** For example `["s3:ObjectCreated:*"]`. */
  events: readonly string[];
  /** Prefix of the keys that it covers. */
  prefix: string;
  /** The notification as S3 has it. */
  value: object;
}

/** An existing bucket that a deployment is to use. */
export interface KeptBucket {
  name: string;
  /** JSON; `{}`: the bucket has no policy. */
  policy: string;
  notifications: readonly BucketNotification[];
}

export interface TableIndex {
  name: string;
  /** Partition key, sort key. */
  keys: readonly string[];
  /** DynamoDB's ProjectionType. */
  projection: string;
  isReady: boolean;
}

/** An existing table that a deployment is to use. */
export interface KeptTable {
  name: string;
  /** Partition key, sort key. */
  keys: readonly string[];
  indexes: readonly TableIndex[];
  /** Undefined: the stream is off. */
  stream?: { arn: string; view: string };
  /** The TTL attribute; undefined: TTL is off. */
  expiresBy?: string;
}
