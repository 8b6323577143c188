import type { BouncedReason } from '../conversations/delivery.ts';

/** What SES tells of one mail. */
export interface SesFeedback {
  sesMessageId: string;
  reason: BouncedReason;
}

/**
 * SES's event (`eventType`, or `notificationType` in identity notifications) as feedback; undefined for other events. A bounce whose kind
 * SES could not tell (`Undetermined`) counts as a passing one: nobody is suppressed on a guess.
 */
export function readSesEvent(body: string): SesFeedback | undefined {
  const event = asRecord(parse(body));
  const sesMessageId = asRecord(event.mail).messageId;
  if (typeof sesMessageId !== 'string' || sesMessageId === '') return undefined;
  const type = event.eventType ?? event.notificationType;
  if (type === 'Complaint') return { sesMessageId, reason: 'complaint' };
  if (type !== 'Bounce') return undefined;
  const isPermanent = asRecord(event.bounce).bounceType === 'Permanent';
  return { sesMessageId, reason: isPermanent ? 'hard-bounce' : 'soft-bounce' };
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
