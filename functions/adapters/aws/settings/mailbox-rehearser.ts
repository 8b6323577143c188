import * as z from 'zod';
import type { MailboxRehearser } from '../../../steps/operating/ports.ts';
import { MAILBOX_FAULTS } from '../../../steps/polling/ports.ts';
import { callFunction } from '../call-function.ts';

/** An HTTP API waits 30 seconds at most for an answer, and serve-api no longer: the poller is to be done before. */
const REHEARSAL_MS = 20_000;

/** What `poll-mailboxes` answers. */
const pollReport = z.object({
  mailboxes: z.array(
    z.object({
      name: z.string(),
      taken: z.number(),
      skipped: z.number(),
      error: z.string().optional(),
      trouble: z.object({ code: z.enum(MAILBOX_FAULTS), said: z.string().optional() }).optional(),
      isUnfinished: z.literal(true).optional(),
      wouldTake: z
        .array(
          z.object({
            uid: z.string(),
            sizeBytes: z.number(),
            from: z.string(),
            subject: z.string().optional(),
            date: z.string().optional(),
          }),
        )
        .optional(),
    }),
  ),
});

/** Asks the poller itself: it alone may read the mailboxes' passwords. `functionName` of `poll-mailboxes`. */
export const createMailboxRehearser = (functionName: string): MailboxRehearser => ({
  async rehearse(tried) {
    const event = { rehearse: true, withinMs: REHEARSAL_MS, ...tried };
    const { hasFailed, answer } = await callFunction(functionName, event);
    if (hasFailed) return { kind: 'failed', why: messageOf(answer) };
    return { kind: 'rehearsed', report: pollReport.parse(answer) };
  },
});

const lambdaFailure = z.object({ errorMessage: z.string() });

function messageOf(answer: unknown): string {
  const parsed = lambdaFailure.safeParse(answer);
  return parsed.success ? parsed.data.errorMessage : 'the poller gave no reason';
}
