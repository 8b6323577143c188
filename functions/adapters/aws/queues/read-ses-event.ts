import type { Feedback } from '../../../steps/ports.ts';

/** Version 0.1 wrote reports by mail in SES's form, under a sub-type that SES has not; they may wait while a stack is updated (S5). */
const HEARSAY = 'Hearsay';

/**
 * SES's event (`eventType`, or `notificationType` in identity notifications) as feedback; undefined for other events. A bounce whose kind
 * SES could not tell (`Undetermined`) counts as a passing one: nobody is suppressed on a guess.
 */
export function readSesEvent(value: unknown): Feedback | undefined {
  const event = asRecord(value);
  const sesMessageId = asRecord(event.mail).messageId;
  if (typeof sesMessageId !== 'string' || sesMessageId === '') return undefined;
  const reason = reasonOf(event);
  if (reason === undefined) return undefined;
  const isHearsay = asRecord(event.bounce).bounceSubType === HEARSAY;
  return { sesMessageId, reason, waits: 0, ...(isHearsay && { isHearsay }) };
}

function reasonOf(event: Record<string, unknown>): Feedback['reason'] | undefined {
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

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
