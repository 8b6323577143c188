import * as v from 'valibot';
import type { MailboxRehearser } from '../../../steps/operating/ports.ts';
import { MAILBOX_FAULTS } from '../../../steps/polling/ports.ts';
import { callFunction } from '../call-function.ts';
import { readAs } from '../read-as.ts';

/** An HTTP API waits 30 seconds at most for an answer, and serve-api no longer: the poller is to be done before. */
const REHEARSAL_MS = 20_000;

/** What `poll-mailboxes` answers. */
const pollReport = v.object({
  mailboxes: v.array(
    v.object({
      name: v.string(),
      taken: v.number(),
      skipped: v.number(),
      error: v.optional(v.string()),
      trouble: v.optional(
        v.object({ code: v.picklist(MAILBOX_FAULTS), said: v.optional(v.string()) }),
      ),
      isUnfinished: v.optional(v.literal(true)),
      wouldTake: v.optional(
        v.array(
          v.object({
            uid: v.string(),
            sizeBytes: v.number(),
            from: v.string(),
            subject: v.optional(v.string()),
            date: v.optional(v.string()),
          }),
        ),
      ),
    }),
  ),
});

/** Asks the poller itself: it alone may read the mailboxes' passwords. `functionName` of `poll-mailboxes`. */
export const createMailboxRehearser = (functionName: string): MailboxRehearser => ({
  async rehearse(tried) {
    const event = { rehearse: true, withinMs: REHEARSAL_MS, ...tried };
    const { hasFailed, answer } = await callFunction(functionName, event);
    if (hasFailed) return { kind: 'failed', why: messageOf(answer) };
    return { kind: 'rehearsed', report: readAs(pollReport, answer, 'answer of poll-mailboxes') };
  },
});

const lambdaFailure = v.object({ errorMessage: v.string() });

function messageOf(answer: unknown): string {
  const parsed = v.safeParse(lambdaFailure, answer);
  return parsed.success ? parsed.output.errorMessage : 'the poller gave no reason';
}
