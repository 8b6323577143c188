import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { FEEDBACK_REASONS, type Feedback, type FeedbackQueue } from '../../../steps/ports.ts';
import { readJson } from '../read-json.ts';
import { putMessage } from './put-message.ts';
import { readSesEvent } from './read-ses-event.ts';

/** `{"feedback": {…}}`: what a report by mail says of a mail of ours (S5), and what SES said too early. SES's own events come beside it. */
export const createFeedbackQueue = (sqs: SQSClient, queueUrl: string): FeedbackQueue => ({
  put: (feedback, delayMs) => putMessage(sqs, queueUrl, { feedback }, delayMs),
});

const ours = z.object({
  feedback: z.object({
    sesMessageId: z.string(),
    reason: z.enum(FEEDBACK_REASONS),
    waits: z.number(),
    isHearsay: z.optional(z.boolean()),
  }),
});

/** The body of a message of FeedbackQueue; undefined: SES tells of no trouble, or tries the topic out. */
export function readFeedback(body: string): Feedback | undefined {
  // SES's try of a topic is plain text
  const value = readJson(body);
  const read = ours.safeParse(value);
  if (!read.success) return readSesEvent(value);
  const { isHearsay, ...feedback } = read.data.feedback;
  return { ...feedback, ...(isHearsay && { isHearsay }) };
}
