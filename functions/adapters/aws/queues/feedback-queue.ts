import type { SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import {
  FEEDBACK_REASONS,
  type Feedback,
  type FeedbackQueue,
} from '../../../steps/feedback/ports.ts';
import { readAs, readJson } from '../read-as.ts';
import { putMessage } from './put-message.ts';

/**
 * Queues `{"feedback": {…}}`: a report that came as a mail (S5), or an event of SES that came too early. SES's own events arrive in the
 * same queue.
 */
export const createFeedbackQueue = (sqs: SQSClient, queueUrl: string): FeedbackQueue => ({
  put: (feedback, delayMs) => putMessage(sqs, queueUrl, { feedback }, delayMs),
});

const ours = v.object({
  feedback: v.object({
    sesMessageId: v.string(),
    reason: v.picklist(FEEDBACK_REASONS),
    waits: v.number(),
    isHearsay: v.optional(v.boolean()),
  }),
});

/** A recipient has more than an address only if the recipient's server sent a delivery status (RFC 3464). */
const bounce = v.object({
  bounceType: v.nullish(v.string()),
  bounceSubType: v.nullish(v.string()),
  bouncedRecipients: v.nullish(
    v.array(
      v.object({
        action: v.nullish(v.string()),
        status: v.nullish(v.string()),
        diagnosticCode: v.nullish(v.string()),
      }),
    ),
  ),
});

/** The fields of SES's event that are read; identity notifications have `notificationType`. */
const sesEvent = v.object({
  mail: v.object({ messageId: v.pipe(v.string(), v.minLength(1)) }),
  eventType: v.nullish(v.string()),
  notificationType: v.nullish(v.string()),
  bounce: v.nullish(bounce),
  complaint: v.nullish(v.object({ complaintFeedbackType: v.nullish(v.string()) })),
});
type SesEvent = v.InferOutput<typeof sesEvent>;

const ofOurs = v.object({ feedback: v.unknown() });

const TROUBLES = v.picklist(['Bounce', 'Complaint', 'Reject', 'DeliveryDelay']);
const ofTrouble = v.union([
  v.object({ eventType: TROUBLES }),
  v.object({ notificationType: TROUBLES }),
]);

/**
 * Parses a message of FeedbackQueue; undefined: SES's event reports no trouble, or tests the topic, which is plain text. Throws for one that
 * reports trouble in a form that cannot be read, so that it ends in the dead letters.
 */
export function readFeedback(body: string): Feedback | undefined {
  const value = readJson(body);
  if (v.is(ofOurs, value)) {
    const { isHearsay, ...feedback } = readAs(ours, value, 'message of FeedbackQueue').feedback;
    return { ...feedback, ...(isHearsay && { isHearsay }) };
  }
  if (!v.is(ofTrouble, value)) return undefined;
  const event = readAs(sesEvent, value, 'event of SES');
  const reason = reasonOf(event);
  return reason && { sesMessageId: event.mail.messageId, reason, waits: 0 };
}

/** A bounce of an unknown kind (`Undetermined`) counts as soft: nobody is suppressed on a guess. */
function reasonOf(event: SesEvent): Feedback['reason'] | undefined {
  switch (event.eventType ?? event.notificationType) {
    case 'Bounce':
      if (isAutomaticAnswer(event.bounce ?? {})) return undefined;
      return event.bounce?.bounceType === 'Permanent' ? 'hard-bounce' : 'soft-bounce';
    case 'Complaint':
      return NO_COMPLAINTS.includes(event.complaint?.complaintFeedbackType ?? '')
        ? undefined
        : 'complaint';
    case 'Reject':
      return 'rejected';
    case 'DeliveryDelay':
      return 'delayed';
    default:
      return undefined;
  }
}

/**
 * Feedback of which the recipient knows nothing, or in which they took the mail out of the spam folder (RFC 6430): a report about our
 * authentication (RFC 6591), about a virus.
 */
const NO_COMPLAINTS = ['not-spam', 'auth-failure', 'virus'];

/** Subtypes that name no trouble. */
const UNSPECIFIC = ['General', 'Undetermined'];

/**
 * An out-of-office answer goes to SES, which sends the envelope, and SES tells of it as of a bounce ("Transient", "General"; also
 * "Undetermined"). The mail has arrived: what tells it from a bounce is that nobody states a failed delivery (S5).
 */
const isAutomaticAnswer = ({
  bounceType,
  bounceSubType,
  bouncedRecipients,
}: v.InferOutput<typeof bounce>): boolean =>
  bounceType !== 'Permanent' &&
  UNSPECIFIC.includes(bounceSubType ?? '') &&
  !bouncedRecipients?.some(
    ({ action, status, diagnosticCode }) => action ?? status ?? diagnosticCode,
  );
