import { setTimeout as sleep } from 'node:timers/promises';
import type { CampaignMail } from './scenario.ts';
import type { Stage } from './stage.ts';
import { untilFiled } from './until-filed.ts';
import { rawMail } from './write-mail.ts';

const PEOPLE = 2;
const MAX_TRIES = 120;
const PAUSE_MS = 300;

/** A held mail that two people release at the same time. */
export async function releaseHeld(stage: Stage, mail: CampaignMail): Promise<void> {
  const { from, raw } = rawMail(stage, mail);
  await stage.pipeline.smtp({ from, raw });
  const { mailId } = await untilFiled(stage, from, mail);
  await Promise.all(Array.from({ length: PEOPLE }, () => release(stage, mailId)));
}

/** Repeats the release until one of them has delivered it. */
async function release({ pipeline }: Stage, mailId: string): Promise<void> {
  let last = '';
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const answer = await pipeline.api('POST', `/v1/inbound/${mailId}/release`, {});
    if (answer.status === 200 || answer.body?.code === 'not-held') return;
    last = `${answer.status} ${answer.text}`;
    await sleep(PAUSE_MS);
  }
  throw new Error(`mail ${mailId} was not released: ${last}`);
}
