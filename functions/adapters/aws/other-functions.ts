import * as v from 'valibot';
import type { MailboxRehearser } from '../../steps/configuring/ports.ts';
import { INBOUND_REASONS, type Outcome } from '../../steps/receiving/outcome.ts';
import {
  type MailQuestion,
  type MailReader,
  RELEASE_REFUSALS,
  REPLAY_ANSWERS,
} from '../../steps/receiving/release/ports.ts';
import type { WebhookTester } from '../../steps/webhooks/ports.ts';
import { boundedInvocations } from './bounded-calls.ts';
import { readAs, readJson } from './read-as.ts';
import { attachmentFields } from './table/items/conversation-items.ts';
import { mailboxTrouble } from './table/items/mailbox-items.ts';

/** `answer` of a failed call is Lambda's error object, if anything. */
interface FunctionAnswer {
  hasFailed: boolean;
  answer: unknown;
}

/** Invokes another function of the stack and waits for its answer. */
async function callFunction(functionName: string, event: object): Promise<FunctionAnswer> {
  // loaded on first use: such calls are rare
  const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  const { FunctionError, Payload } = await new LambdaClient(boundedInvocations()).send(
    new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
  );
  const answer = readJson(Payload?.transformToString() || 'null');
  return { hasFailed: FunctionError !== undefined, answer };
}

const mailContents = v.object({
  text: v.optional(v.string()),
  html: v.optional(v.string()),
  elided: v.optional(v.string()),
  // undefined for a mail that made no message: its files are not stored
  attachments: v.array(v.object({ ...attachmentFields, attachmentId: v.optional(v.string()) })),
});
const replayView = v.object({
  outcome: v.picklist(Object.keys(INBOUND_REASONS) as Outcome['outcome'][]),
  reason: v.picklist(Object.values(INBOUND_REASONS).flat()),
  conversationId: v.optional(v.string()),
  text: v.optional(v.string()),
});
const preview = v.object({ before: replayView, after: replayView });
const releaseAnswer = v.variant('kind', [
  v.object({ kind: v.literal('not-readable'), why: v.string() }),
  v.object({ kind: v.picklist(['released', 'unknown', ...RELEASE_REFUSALS]) }),
]);

/** Asks parse-mail, because mails are parsed only there (docs/decisions/0106). `functionName` of `parse-mail`. */
export function createMailReaderByCall(functionName: string): MailReader {
  const ask = async <Answer>(
    question: MailQuestion,
    schema: v.GenericSchema<unknown, Answer>,
  ): Promise<Answer> => {
    const { hasFailed, answer } = await callFunction(functionName, question);
    if (hasFailed) throw new Error('parse-mail gave no answer: see its log');
    return readAs(schema, answer, 'answer of parse-mail');
  };
  return {
    contents: async (mailId) =>
      (await ask({ ask: 'contents', mailId }, v.nullish(mailContents))) ?? undefined,
    preview: async (mailId) =>
      (await ask({ ask: 'preview', mailId }, v.nullish(preview))) ?? undefined,
    replay: (mailId) => ask({ ask: 'replay', mailId }, v.picklist(REPLAY_ANSWERS)),
    release: (mailId, order) => ask({ ask: 'release', mailId, order }, releaseAnswer),
  };
}

/** API Gateway waits 30 seconds at most for serve-api, so the poller must answer sooner. */
const REHEARSAL_MS = 20_000;

/** The answer of `poll-mailboxes`. */
const pollReport = v.object({
  mailboxes: v.array(
    v.object({
      name: v.string(),
      taken: v.number(),
      skipped: v.number(),
      error: v.optional(v.string()),
      trouble: v.optional(mailboxTrouble),
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

/** Asks the poller, which alone may read the mailboxes' passwords. `functionName` of `poll-mailboxes`. */
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

/** The answer of `deliver-webhooks`. */
const testResult = v.object({
  eventId: v.string(),
  delivered: v.boolean(),
  status: v.optional(v.number()),
  error: v.optional(v.string()),
});

/** Asks `deliver-webhooks`, which alone may read the webhooks' secrets. `functionName` of `deliver-webhooks`. */
export const createWebhookTester = (functionName: string): WebhookTester => ({
  async test(webhookId, eventId) {
    const { hasFailed, answer } = await callFunction(functionName, {
      test: { webhookId, eventId },
    });
    if (hasFailed) {
      return { eventId, delivered: false, error: 'deliver-webhooks gave no answer: see its log' };
    }
    return answer === null ? undefined : readAs(testResult, answer, 'answer of deliver-webhooks');
  },
});
