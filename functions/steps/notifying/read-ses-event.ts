import type { BouncedReason } from '../../conversations/delivery.ts';
import { HEARSAY } from './ports.ts';

/** What SES tells of one mail. */
export interface SesFeedback {
  sesMessageId: string;
  /** `rejected`: SES took the mail, found a virus and dropped it. `delayed`: the recipient's server makes it wait. */
  reason: BouncedReason | 'rejected' | 'delayed';
  /** The whole event, to be put back if it came before the record of its mail, and how often it was. */
  event: Record<string, unknown>;
  waits: number;
  /** A delivery report whose author nobody stands for: it may be forged by whoever was forwarded the mail. */
  isHearsay?: boolean;
}

/**
 * SES's event (`eventType`, or `notificationType` in identity notifications) as feedback; undefined for other events. A bounce whose kind
 * SES could not tell (`Undetermined`) counts as a passing one: nobody is suppressed on a guess.
 */
export function readSesEvent(body: string): SesFeedback | undefined {
  const event = asRecord(parse(body));
  const sesMessageId = asRecord(event.mail).messageId;
  if (typeof sesMessageId !== 'string' || sesMessageId === '') return undefined;
  const reason = reasonOf(event);
  if (reason === undefined) return undefined;
  const isHearsay =
    asRecord(event.bounce).bounceSubType === HEARSAY ||
    asRecord(event.complaint).complaintSubType === HEARSAY;
  const waits = Number(event.waits) || 0;
  return { sesMessageId, reason, event, waits, ...(isHearsay && { isHearsay }) };
}

function reasonOf(event: Record<string, unknown>): SesFeedback['reason'] | undefined {
  switch (event.eventType ?? event.notificationType) {
    case 'Bounce':
      return asRecord(event.bounce).bounceType === 'Permanent' ? 'hard-bounce' : 'soft-bounce';
    case 'Complaint': {
      // RFC 6430: somebody took the mail out of the spam folder
      const isPraise = asRecord(event.complaint).complaintFeedbackType === 'not-spam';
      return isPraise ? undefined : 'complaint';
    }
    case 'Reject':
      return 'rejected';
    case 'DeliveryDelay':
      return 'delayed';
    default:
      return undefined;
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
