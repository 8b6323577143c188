import { setTimeout as sleep } from 'node:timers/promises';
import { callUntilDone } from './call-until-done.ts';
import type { CampaignMail } from './scenario.ts';
import type { Stage } from './stage.ts';

const LOOK_EVERY_MS = 1_000;
/** In a campaign of thousands, mail may wait for an hour. */
const MAX_LOOKS = 3_600;

export interface FiledMail {
  mailId: string;
  outcome: string;
  conversationId?: string;
}

/** The record of a mail, once it has one. */
export async function untilFiled(
  { pipeline }: Stage,
  from: string,
  { mark }: CampaignMail,
): Promise<FiledMail> {
  const path = `/v1/inbound?from=${encodeURIComponent(from)}`;
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const { mails }: { mails: (FiledMail & { subject: string })[] } = await callUntilDone(
      pipeline,
      'GET',
      path,
    );
    const found = mails.find(({ subject }) => subject === mark);
    if (found) return found;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`${mark} never had an outcome`);
}
