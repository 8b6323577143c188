import type { SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import { FEEDBACK_REASONS, type Feedback, type FeedbackQueue } from '../../../steps/ports.ts';
import { readJson } from '../read-json.ts';
import { putMessage } from './put-message.ts';

/** `{"feedback": {…}}`: what a report by mail says of a mail of ours (S5), and what SES said too early. SES's own events come beside it. */
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

/** SES's event, as far as it is read; identity notifications say `notificationType`. */
const sesEvent = v.object({
  mail: v.object({ messageId: v.pipe(v.string(), v.minLength(1)) }),
  eventType: v.nullish(v.string()),
  notificationType: v.nullish(v.string()),
  bounce: v.nullish(
    v.object({ bounceType: v.nullish(v.string()), bounceSubType: v.nullish(v.string()) }),
  ),
  complaint: v.nullish(v.object({ complaintFeedbackType: v.nullish(v.string()) })),
});
type SesEvent = v.InferOutput<typeof sesEvent>;

/** Version 0.1 wrote reports by mail in SES's form, under a sub-type that SES has not; they may wait while a stack is updated (S5, docs/decisions/0109). */
const HEARSAY = 'Hearsay';

/** The body of a message of FeedbackQueue; undefined: SES tells of no trouble, or tries the topic out. */
export function readFeedback(body: string): Feedback | undefined {
  // SES's try of a topic is plain text
  const value = readJson(body);
  const read = v.safeParse(ours, value);
  if (read.success) {
    const { isHearsay, ...feedback } = read.output.feedback;
    return { ...feedback, ...(isHearsay && { isHearsay }) };
  }
  const { success, output: event } = v.safeParse(sesEvent, value);
  const reason = success ? reasonOf(event) : undefined;
  if (!success || reason === undefined) return undefined;
  const isHearsay = event.bounce?.bounceSubType === HEARSAY;
  const sesMessageId = event.mail.messageId;
  return { sesMessageId, reason, waits: 0, ...(isHearsay && { isHearsay }) };
}

/** A bounce whose kind SES could not tell (`Undetermined`) counts as a passing one: nobody is suppressed on a guess. */
function reasonOf(event: SesEvent): Feedback['reason'] | undefined {
  switch (event.eventType ?? event.notificationType) {
    case 'Bounce':
      return event.bounce?.bounceType === 'Permanent' ? 'hard-bounce' : 'soft-bounce';
    case 'Complaint': {
      // RFC 6430: somebody took the mail out of the spam folder
      const isPraise = event.complaint?.complaintFeedbackType === 'not-spam';
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
