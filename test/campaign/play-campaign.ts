import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReceiver, type WebhookCall } from '../journeys/webhook-receiver.ts';
import type { Dovecot } from '../mailboxes/start-dovecot.ts';
import { startTestPipeline } from '../support/pipeline.ts';
import { readStoredData } from '../support/stored-data.ts';
import { callUntilDone } from './call-until-done.ts';
import { checkCampaign, checkEnd, type Findings, type ReceivedEvent } from './check-campaign.ts';
import { startFaultServer } from './fault-server.ts';
import { letAllBeMended, letKeepingEnd, letShortItemsExpire } from './let-time-pass.ts';
import { liveAndGo, writeInVain } from './live-and-go.ts';
import { nameNewcomer } from './name-newcomer.ts';
import { openMailboxes } from './open-mailboxes.ts';
import { Progress } from './progress.ts';
import { releaseHeld } from './release-held.ts';
import { type CampaignMail, planScenario, type Scenario } from './scenario.ts';
import { setStage } from './set-stage.ts';
import { agentOf, type Stage, userOf } from './stage.ts';
import { untilIdle } from './until-idle.ts';
import { rawMail } from './write-mail.ts';

const PARALLEL_MAILS = 8;
const PARALLEL_POSTS = 4;

export interface CampaignOptions {
  seed: string;
  mails: number;
  /** The share of AWS calls that fail. */
  rate: number;
  /** Called with the progress. */
  say?: (line: string) => void;
}

export interface CampaignResult extends Findings {
  /** The number of faults by kind. */
  faults: Record<string, number>;
  /** Every fault with its function and call, in order. */
  faultLines: string[];
}

/** Plays a campaign on a pipeline of its own, and checks the result. */
export async function playCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const { seed, mails, rate, say = () => undefined } = options;
  const folder = mkdtempSync(join(tmpdir(), 'campaign-'));
  writeFileSync(join(folder, 'clock'), '0');
  const faultServer = await startFaultServer();
  const receiver = await openReceiver();
  const pipeline = await startTestPipeline({
    NODE_OPTIONS: `--import=${besideThis('played-clock.mjs')}`,
    PIPING_FUNCTION_PRELOAD: besideThis('fault-shim.mjs'),
    PIPING_DISORDER: seed,
    // the proof of rights uses only calls without faults
    PIPING_CALLS_FOLDER: '',
    CAMPAIGN_FOLDER: folder,
    CAMPAIGN_SEED: seed,
    CAMPAIGN_RATE: String(rate),
    CAMPAIGN_FAULT_PORT: String(faultServer.port),
  });
  let dovecot: Dovecot | undefined;
  try {
    const opened = await openMailboxes(pipeline);
    dovecot = opened.dovecot;
    const scenario = planScenario(seed, mails);
    const webhookUrl = receiver.url;
    const stage = await setStage(pipeline, seed, scenario, {
      webhookUrl,
      mailboxes: opened.mailboxes,
    });
    say(`${scenario.conversations} conversations are open`);
    await playUnderFaults(stage, scenario, folder, say);
    const campaign = { pipeline, folder, say };
    const mended = await letAllBeMended(campaign);
    const quiet = await letShortItemsExpire(campaign);
    const faults = readFaults(join(folder, 'faults.jsonl'));
    const findings = checkCampaign({
      scenario,
      conversationIds: stage.conversationIds,
      erasedWords: stage.erased.map(({ userId }) => userId),
      bouncedIds: stage.bounced.map(({ conversationId }) => conversationId),
      stored: await readStoredData(pipeline),
      outbox: await pipeline.outbox(),
      events: receiver.calls.map(readEvent),
      mayDouble: faults.reduce((sum, { mayDouble }) => sum + mayDouble, 0),
    });
    const ended = await letKeepingEnd(campaign);
    const left = checkEnd(await readStoredData(pipeline));
    return {
      problems: [...mended.problems, ...quiet, ...findings.problems, ...ended, ...left],
      figures: { ...findings.figures, ...mended.figures },
      faults: countBy(faults.map(({ fault }) => fault)),
      faultLines: faults.map(({ name, fault, target }) => `${name}: ${fault} at ${target}`),
    };
  } finally {
    await pipeline.stop();
    await dovecot?.stop();
    await receiver.close();
    faultServer.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const besideThis = (name: string) => new URL(name, import.meta.url).href;

/** Faults continue until everything sent is done, or left to reconcile. */
async function playUnderFaults(
  stage: Stage,
  scenario: Scenario,
  folder: string,
  say: (line: string) => void,
): Promise<void> {
  const progress = new Progress(scenario, say);
  writeFileSync(join(folder, 'faults-on'), '');
  try {
    await playAll(stage, scenario, progress);
    say('all is sent; what is on its way comes to its end');
    await untilIdle(stage.pipeline);
  } finally {
    progress.stop();
    rmSync(join(folder, 'faults-on'));
  }
  say('idle');
}

const readEvent = ({ headers, body: { type, data } }: WebhookCall): ReceivedEvent => ({
  eventId: String(headers['webhook-id']),
  type,
  conversationId: data.conversationId,
  sequence: data.sequence,
  about: data.messageId ?? data.mailId,
});

async function playAll(stage: Stage, scenario: Scenario, progress: Progress): Promise<void> {
  await Promise.all([
    inParallel(scenario.mails, PARALLEL_MAILS, async (mail) => {
      await sendMail(stage, mail, scenario.mails);
      progress.mails += 1;
    }),
    inParallel(scenario.posts, PARALLEL_POSTS, async (post) => {
      await postMessage(stage, post);
      progress.posts += 1;
    }),
    changePresence(stage, scenario),
    ...stage.erased.map((person, number) => liveAndGo(stage, person, number)),
    ...stage.bounced.map((person, number) => writeInVain(stage, person, number)),
    ...scenario.released.map((mail) => releaseHeld(stage, mail)),
    ...scenario.guests.map((mail) => sendMail(stage, mail)),
    ...scenario.newcomers.map((newcomer) => nameNewcomer(stage, newcomer)),
    pollNowAndThen(stage, progress),
  ]);
}

async function inParallel<Each>(
  all: Each[],
  workers: number,
  work: (each: Each) => Promise<unknown>,
): Promise<void> {
  const left = all.values();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (const each of left) await work(each);
    }),
  );
}

async function sendMail(stage: Stage, mail: CampaignMail, others?: CampaignMail[]): Promise<void> {
  const { from, raw } = rawMail(stage, mail, others);
  const mailbox = mail.way === 'smtp' ? undefined : stage.mailboxes?.[mail.way];
  if (mailbox) mailbox.put(raw);
  else await stage.pipeline.smtp({ from, raw });
}

/** Polls in the middle and at the end, beside the schedule, for short campaigns. A later poll makes up for a failed one. */
async function pollNowAndThen({ pipeline }: Stage, progress: Progress): Promise<void> {
  await progress.untilSent(0.5);
  await pipeline.local('POST', '/poll', {});
  await progress.untilSent(1);
  await pipeline.local('POST', '/poll', {});
}

async function postMessage(
  stage: Stage,
  { mark, conversation, author }: Scenario['posts'][number],
) {
  const { pipeline, seed, conversationIds } = stage;
  const id = {
    user: userOf(seed, conversation).userId,
    agent: agentOf(seed, conversation).agentId,
    bot: undefined,
  }[author];
  await callUntilDone(
    pipeline,
    'POST',
    `/v1/conversations/${conversationIds[conversation]}/messages`,
    { author: { kind: author, ...(id && { id }) }, text: `Text of ${mark}.` },
    mark,
  );
}

/** Users come and go; agents stay offline, so that they are certainly mailed. */
async function changePresence({ pipeline, seed }: Stage, { conversations, mails }: Scenario) {
  for (let number = 0; number < mails.length / 10; number += 1) {
    const { userId } = userOf(seed, number % conversations);
    const status = number % 2 === 0 ? 'online' : 'offline';
    await callUntilDone(pipeline, 'PUT', `/v1/users/${userId}/presence`, { status, forSeconds: 5 });
  }
}

interface Fault {
  name: string;
  target: string;
  fault: string;
  /** Number of mails that it may have caused to be sent twice. */
  mayDouble: number;
}

const readFaults = (file: string): Fault[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Fault)
    : [];

const countBy = (names: string[]): Record<string, number> =>
  Object.fromEntries(
    [...new Set(names)].sort().map((name) => [name, names.filter((one) => one === name).length]),
  );
