import type { SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import { FEEDBACK_REASONS, type Feedback, type FeedbackQueue } from '../../../steps/ports.ts';
import { readJson } from '../read-json.ts';
import { putMessage } from './put-message.ts';
import { readSesEvent } from './read-ses-event.ts';

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

/** The body of a message of FeedbackQueue; undefined: SES tells of no trouble, or tries the topic out. */
export function readFeedback(body: string): Feedback | undefined {
  // SES's try of a topic is plain text
  const value = readJson(body);
  const read = v.safeParse(ours, value);
  if (!read.success) return readSesEvent(value);
  const { isHearsay, ...feedback } = read.output.feedback;
  return { ...feedback, ...(isHearsay && { isHearsay }) };
}
