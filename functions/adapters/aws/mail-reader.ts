import * as v from 'valibot';
import { INBOUND_REASONS, type Outcome } from '../../steps/receiving/outcome.ts';
import {
  type MailQuestion,
  type MailReader,
  RELEASE_REFUSALS,
  REPLAY_ANSWERS,
} from '../../steps/receiving/release/ports.ts';
import { callFunction } from './call-function.ts';
import { readAs } from './read-as.ts';

const mailContents = v.object({
  text: v.optional(v.string()),
  html: v.optional(v.string()),
  elided: v.optional(v.string()),
  attachments: v.array(
    v.object({
      attachmentId: v.optional(v.string()),
      filename: v.string(),
      contentType: v.string(),
      size: v.number(),
      inline: v.boolean(),
      contentId: v.optional(v.string()),
    }),
  ),
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

/** Asks parse-mail: mails are taken apart there and nowhere else. `functionName` of `parse-mail`. */
export function createMailReaderByCall(functionName: string): MailReader {
  const ask = async (question: MailQuestion): Promise<unknown> => {
    const { hasFailed, answer } = await callFunction(functionName, question);
    if (hasFailed) throw new Error('parse-mail gave no answer: see its log');
    return answer;
  };
  const answerOf = 'answer of parse-mail';
  return {
    contents: async (mailId) =>
      readAs(v.nullish(mailContents), await ask({ ask: 'contents', mailId }), answerOf) ??
      undefined,
    preview: async (mailId) =>
      readAs(v.nullish(preview), await ask({ ask: 'preview', mailId }), answerOf) ?? undefined,
    replay: async (mailId) =>
      readAs(v.picklist(REPLAY_ANSWERS), await ask({ ask: 'replay', mailId }), answerOf),
    release: async (mailId, order) =>
      readAs(releaseAnswer, await ask({ ask: 'release', mailId, order }), answerOf),
  };
}
