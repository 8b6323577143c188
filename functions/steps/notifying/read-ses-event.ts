import type { BouncedReason } from '../../conversations/delivery.ts';

/** What SES tells of one mail. */
export interface SesFeedback {
  sesMessageId: string;
  reason: BouncedReason;
  /** A delivery report whose author nobody stands for: it may be forged by whoever was forwarded the mail. */
  isHearsay?: boolean;
}

/** How our own queue marks such a report; SES has no such sub-type. */
export const HEARSAY = 'Hearsay';

/**
 * SES's event (`eventType`, or `notificationType` in identity notifications) as feedback; undefined for other events. A bounce whose kind
 * SES could not tell (`Undetermined`) counts as a passing one: nobody is suppressed on a guess.
 */
export function readSesEvent(body: string): SesFeedback | undefined {
  const event = asRecord(parse(body));
  const sesMessageId = asRecord(event.mail).messageId;
  if (typeof sesMessageId !== 'string' || sesMessageId === '') return undefined;
  const type = event.eventType ?? event.notificationType;
  if (type === 'Complaint') {
    // RFC 6430: somebody took the mail out of the spam folder
    const isPraise = asRecord(event.complaint).complaintFeedbackType === 'not-spam';
    return isPraise ? undefined : { sesMessageId, reason: 'complaint' };
  }
  if (type !== 'Bounce') return undefined;
  const { bounceType, bounceSubType } = asRecord(event.bounce);
  return {
    sesMessageId,
    reason: bounceType === 'Permanent' ? 'hard-bounce' : 'soft-bounce',
    ...(bounceSubType === HEARSAY && { isHearsay: true }),
  };
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
