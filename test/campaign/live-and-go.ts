import { setTimeout as sleep } from 'node:timers/promises';
import { callUntilDone } from './call-until-done.ts';
import type { CampaignMail } from './scenario.ts';
import { agentOf, type Person, type Stage } from './stage.ts';
import { compose } from './write-mail.ts';

const LOOK_EVERY_MS = 1_000;
const MAX_LOOKS = 600;

function postTo({ pipeline }: Stage, { conversationId }: Person, key: string) {
  return (text: string, author: object): Promise<{ messageId: string }> => {
    const path = `/v1/conversations/${conversationId}/messages`;
    return callUntilDone(pipeline, 'POST', path, { author, text }, `${conversationId}${key}`);
  };
}

/** A person who writes in every way, and is erased meanwhile. */
export async function liveAndGo(stage: Stage, person: Person, number: number): Promise<void> {
  const { pipeline, seed } = stage;
  const { userId, email, tag } = person;
  const agent = { kind: 'agent', id: agentOf(seed, number).agentId };
  await postTo(stage, person, 'a')(`words of ${userId}`, { kind: 'user', id: userId });
  await postTo(stage, person, 'b')(`answer to ${userId}`, agent);
  const mail: CampaignMail = {
    number: 0,
    mark: `mail-of-${userId}`,
    expected: { outcome: 'held' },
    fields: [],
    hasFile: true,
    way: 'smtp',
  };
  const to = `"Board | ${tag}" <${pipeline.address}>`;
  await pipeline.smtp({ from: email, raw: compose({ from: email, to, mail, date: stage.date }) });
  await callUntilDone(pipeline, 'DELETE', `/v1/users/${userId}`);
}

/** A person whose mail bounces, which SES reports three times at once; later messages are not mailed (S16). */
export async function writeInVain(stage: Stage, person: Person, number: number): Promise<void> {
  const { pipeline, seed } = stage;
  const agent = { kind: 'agent', id: agentOf(seed, number).agentId };
  const { messageId } = await postTo(stage, person, 'a')(`first to ${person.userId}`, agent);
  const sent = await untilDecided(stage, messageId, 'sent');
  const bounce = { type: 'Bounce', sesMessageId: sent.sesMessageId, recipient: person.email };
  await Promise.all([1, 2, 3].map(() => pipeline.local('POST', '/feedback', bounce)));
  await untilDecided(stage, messageId, 'bounced');
  await postTo(stage, person, 'b')(`second to ${person.userId}`, agent);
}

async function untilDecided({ pipeline }: Stage, messageId: string, decision: string) {
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const rows: { decision: string; sesMessageId?: string }[] = await callUntilDone(
      pipeline,
      'GET',
      `/v1/messages/${messageId}/deliveries`,
    );
    const found = rows.find((row) => row.decision === decision);
    if (found) return found;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`the mail of message ${messageId} never was ${decision}`);
}
