import * as z from 'zod';
import type { MailboxRehearser } from '../../../steps/operating/ports.ts';
import { MAILBOX_FAULTS } from '../../../steps/polling/ports.ts';
import { boundedInvocations } from '../bounded-calls.ts';

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
export function createMailboxRehearser(functionName: string): MailboxRehearser {
  return {
    async rehearse(mailboxes) {
      // loaded here: a rehearsal is rare
      const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
      const lambda = new LambdaClient(boundedInvocations());
      const event = { rehearse: true, withinMs: REHEARSAL_MS, ...(mailboxes && { mailboxes }) };
      const { FunctionError, Payload } = await lambda.send(
        new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
      );
      const answer: unknown = JSON.parse(Payload?.transformToString() || 'null');
      if (FunctionError !== undefined) return { kind: 'failed', why: messageOf(answer) };
      return { kind: 'rehearsed', report: pollReport.parse(answer) };
    },
  };
}

const lambdaFailure = z.object({ errorMessage: z.string() });

function messageOf(answer: unknown): string {
  const parsed = lambdaFailure.safeParse(answer);
  return parsed.success ? parsed.data.errorMessage : 'the poller gave no reason';
}
