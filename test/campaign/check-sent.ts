import type { OutboxEntry } from '../support/pipeline.ts';
import type { World } from './check-campaign.ts';

/** Mails without a row, sent again because of a fault between SES's answer and its record. */
export function doubledMails({ outbox, knownSesIds }: World): OutboxEntry[] {
  return outbox.filter(({ sesMessageId, raw }) => {
    const isOfErased =
      /zyxgone/.test(raw) ||
      /zyxgone/.test(Buffer.from(raw.replace(/[^A-Za-z0-9+/=]/g, ''), 'base64').toString());
    const isQuestion = QUESTION.test(raw);
    return !isOfErased && !isQuestion && !knownSesIds.has(sesMessageId);
  });
}

/** "Was it you?", which an agent gets once an hour at most (S22). */
const QUESTION = /^Subject: Was this email from you\?/im;
const HOUR_MS = 3_600_000;

export function doubledQuestions({ outbox }: World): OutboxEntry[] {
  const lastTo = new Map<string, number>();
  return outbox.filter(({ raw, to: [to = ''], at }) => {
    if (!QUESTION.test(raw)) return false;
    const askedAt = Date.parse(at);
    const isEarly = askedAt - (lastTo.get(to) ?? -Infinity) < HOUR_MS;
    lastTo.set(to, askedAt);
    return isEarly;
  });
}

/** There is one notice, the first mail is marked, and no mail follows. */
export function bounceProblems({ bouncedIds, messages, rows }: World): string[] {
  return bouncedIds.flatMap((id) => {
    const own = messages.filter(({ conversationId }) => conversationId === id);
    const notices = own.filter(({ flags = [] }) => flags.includes('bounced')).length;
    const ids = new Set(own.map(({ messageId }) => messageId));
    const reasons = rows
      .filter(({ messageId, participant }) => ids.has(messageId) && participant?.kind === 'user')
      .map(({ reason }) => reason)
      .sort();
    const isRight = reasons.join() === 'hard-bounce,staff-only,suppressed' && notices === 1;
    return isRight ? [] : [`${id}, whose mail bounced: ${notices} notices, rows ${reasons.join()}`];
  });
}

/** Every sent mail is in the rows of one window, to the right person, and nobody else was mailed. */
export function deliveryProblems(world: World, doubled: OutboxEntry[]): string[] {
  const { outbox, rows, windows, mayDouble } = world;
  const problems: string[] = [];
  if (doubled.length > mayDouble) {
    problems.push(`${doubled.length} mails went out again, ${mayDouble} faults explain them`);
  }
  const recipients = new Map(outbox.map(({ sesMessageId, to }) => [sesMessageId, to[0]]));
  for (const { messageId, decision, sesMessageId, recipient } of rows) {
    if (decision !== 'sent') continue;
    if (recipients.get(sesMessageId) !== recipient) {
      problems.push(
        `row of ${messageId} for ${recipient}: SES has ${recipients.get(sesMessageId)}`,
      );
    }
  }
  const open = windows.filter(({ state }) => state === 'open' || state === 'closed');
  if (open.length > 0) problems.push(`${open.length} windows were never sent`);
  return problems;
}
