/** Ports of looking after what was lost on its way. */
import type { ErasureQueue, ErasureStore } from '../erasing/ports.ts';
import type { Clock, Machine, Page } from '../ports.ts';
import type { InboundStore } from '../receiving/ports.ts';
import type { OutgoingQueue, WindowStore } from '../sending/ports.ts';
import type { Webhook, WebhookStore } from '../webhooks/ports.ts';

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

export interface LookAfterMailPorts extends Machine {
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
  inboundQueue: { enqueue(mail: { key: string; receivedAt: string }): Promise<void> };
  looks: Pick<LookQueue, 'put'>;
  tries: {
    /** Whether the mail may be queued again now; if true, the next time is not before `nextAtMs`. */
    claim(mailId: string, nowMs: number, nextAtMs: number): Promise<boolean>;
  };
}

export interface ReconcileLookPorts extends LookAfterMailPorts {
  looks: LookQueue;
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

export interface ReconcileMessagePorts extends Machine {
  messages: {
    /** Conversations with a message since `since` (epoch milliseconds). */
    activeSince(since: number, cursor: string | undefined): Promise<Page<string>>;
    /** Owed messages of the conversation from `since` until `until`; `listeners` are the webhooks that must hear of each. */
    owed(
      conversationId: string,
      time: TimeSpan,
      listeners: Pick<Webhook, 'webhookId' | 'createdAt' | 'listensSince'>[],
    ): Promise<OwedMessage[]>;
    /** Marks the windows of that time that have not ended as late, so that they are looked after until they have. */
    noteLate(conversationId: string, time: TimeSpan): Promise<void>;
  };
  webhooks: Pick<WebhookStore, 'list'>;
  /** The time up to which all messages were looked at, epoch milliseconds. */
  marks: { read(): Promise<number | undefined>; write(mark: number): Promise<void> };
  /** Queues a message for `notify` or `deliver-webhooks`, bypassing the stream. */
  again: { decide(messageId: string): Promise<void>; announce(messageId: string): Promise<void> };
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

export interface ReconcileWindowPorts extends Machine {
  windows: Pick<WindowStore, 'listOverdue'>;
  outgoingQueue: OutgoingQueue;
}

export interface ReconcileDeadLetterPorts extends Machine {
  deadLetters: DeadLetters[];
}

export interface ReconcileErasurePorts extends Machine {
  erasures: Pick<ErasureStore, 'listOverdue'>;
  erasureQueue: ErasureQueue;
}

export interface ReconcileTakeOverPorts {
  takeOvers: {
    /** Users who were taken over before this time (RFC 3339) and whose conversations have not all moved. */
    unfinished(before: string): Promise<string[]>;
    finish(formerId: string): Promise<void>;
  };
  clock: Clock;
}

/** Everything that a run needs. */
export type ReconcileAllPorts = ReconcileLookPorts &
  ReconcileWindowPorts &
  ReconcileMessagePorts &
  ReconcileErasurePorts &
  ReconcileTakeOverPorts &
  ReconcileDeadLetterPorts;
