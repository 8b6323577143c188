import type { ChatMessage } from '../../conversations/conversation.ts';
import type { Participant } from '../../conversations/people/people.ts';
import type {
  BouncedReason,
  Delivery,
  SkippedReason,
} from '../../conversations/recipients/delivery.ts';
import type { StaffMember } from '../chatting/ports.ts';
import type { SentMail, WindowName } from '../sending/ports.ts';

/** Orders to `notify` in OutgoingQueue (docs/architecture.md). */
export type OutgoingOrder =
  /** A window whose mail may be due. */
  | { kind: 'send'; window: WindowName; attempt: number }
  /** A message that the stream has missed. */
  | { kind: 'decide'; messageId: string }
  /** A held mail whose agent is to be asked (S22). */
  | { kind: 'ask'; mailId: string; attempt: number };

export interface DeliveryWriter {
  /** Whether a row exists, whatever its decision. */
  hasRow(messageId: string, participant: Participant): Promise<boolean>;
  putSummaries(
    messageId: string,
    summaries: { reason: SkippedReason; count: number }[],
    at: string,
  ): Promise<void>;
  /**
   * Ends the decisions on a message that nobody is mailed about: writes the `skipped` rows (an existing row stays) and marks the message as
   * decided, so that `reconcile` need not look after it. `isHandedOver`: see `WindowEntry`.
   */
  closeDecisions(messageId: string, skipped: Delivery[], isHandedOver?: boolean): Promise<void>;
  /** A bounce marks a sent delivery; a complaint marks a bounced one, too (S16). */
  markBounced(mail: SentMail, reason: BouncedReason, at: string): Promise<void>;
  /** SES accepted the mail and then dropped it (a virus): the sent delivery has failed after all. */
  markRejected(mail: SentMail, at: string): Promise<void>;
  /** The recipient's server defers the mail; the row shows it until more is known. */
  markDelayed(mail: SentMail, at: string): Promise<void>;
}

/** Guests of a conversation, so that each gets a row (S11). */
export interface GuestStore {
  /** Notes the guest who wrote this message, unless it is erased. */
  remember(
    message: Pick<ChatMessage, 'messageId' | 'conversationId'>,
    address: string,
  ): Promise<void>;
  /** At most `MAX_GUESTS`, ordered by address. */
  list(conversationId: string): Promise<string[]>;
}

export interface StaffReader {
  /** An agent with their last reported presence; undefined: no such agent. */
  findStaff(agentId: string): Promise<StaffMember | undefined>;
}
