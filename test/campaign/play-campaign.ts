import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openReceiver, type WebhookCall } from '../journeys/webhook-receiver.ts';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import { readStoredData } from '../support/stored-data.ts';
import { checkCampaign, type Findings, type ReceivedEvent } from './check-campaign.ts';
import { startFaultServer } from './fault-server.ts';
import { letTimePass } from './let-time-pass.ts';
import { playTime } from './pass-time.ts';
import { type CampaignMail, planScenario, type Scenario } from './scenario.ts';
import { agentOf, type Stage, TEAMS, userOf } from './stage.ts';
import { untilIdle } from './until-idle.ts';
import { compose, rawMail } from './write-mail.ts';

const PARALLEL_MAILS = 8;
const PARALLEL_POSTS = 4;
const MAX_API_TRIES = 120;

export interface CampaignOptions {
  seed: string;
  mails: number;
  /** Share of AWS calls that fail. */
  rate: number;
}

export interface CampaignResult extends Findings {
  /** By kind. */
  faults: Record<string, number>;
}

/** Plays a campaign on a pipeline of its own, and looks at what became of it. */
export async function playCampaign({
  seed,
  mails,
  rate,
}: CampaignOptions): Promise<CampaignResult> {
  const folder = mkdtempSync(join(tmpdir(), 'campaign-'));
  const faultServer = await startFaultServer();
  const receiver = await openReceiver();
  const pipeline = await startTestPipeline({
    PIPING_FUNCTION_PRELOAD: new URL('fault-shim.mjs', import.meta.url).href,
    PIPING_DISORDER: seed,
    CAMPAIGN_FOLDER: folder,
    CAMPAIGN_SEED: seed,
    CAMPAIGN_RATE: String(rate),
    CAMPAIGN_FAULT_PORT: String(faultServer.port),
  });
  try {
    const scenario = planScenario(seed, mails);
    const stage = await setUp(pipeline, seed, scenario, receiver.url);
    writeFileSync(join(folder, 'faults-on'), '');
    await playAll(stage, scenario);
    rmSync(join(folder, 'faults-on'));
    await untilIdle(pipeline);
    const again = await letTimePass(pipeline, playTime(pipeline, folder, seed));
    const faults = readFaults(join(folder, 'faults.jsonl'));
    const findings = checkCampaign({
      scenario,
      conversationIds: stage.conversationIds,
      erasedWords: stage.erased.map(({ userId }) => userId),
      stored: await readStoredData(pipeline),
      outbox: await pipeline.outbox(),
      events: receiver.calls.map(readEvent),
      mayDouble: faults.filter(({ mayDouble }) => mayDouble).length,
    });
    const problems = [...findings.problems, ...again.problems];
    const figures = { ...findings.figures, ...again.figures };
    return { problems, figures, faults: countBy(faults.map(({ fault }) => fault)) };
  } finally {
    await pipeline.stop();
    await receiver.close();
    faultServer.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const readEvent = ({ headers, body: { type, data } }: WebhookCall): ReceivedEvent => ({
  eventId: String(headers['webhook-id']),
  type,
  conversationId: data.conversationId,
  sequence: data.sequence,
  about: data.messageId ?? data.mailId,
});

/** Under faults every call is made until it succeeds, with the same key. */
async function call(
  pipeline: TestPipeline,
  method: string,
  path: string,
  body?: unknown,
  key?: string,
) {
  let last = '';
  for (let tries = 0; tries < MAX_API_TRIES; tries += 1) {
    const answer = await pipeline
      .api(method, path, body, key ? { 'idempotency-key': key } : {})
      .catch((error: unknown) => ({ status: 599, text: String(error), body: undefined }));
    if (answer.status < 300) return answer.body;
    last = `${answer.status} ${answer.text}`;
    if (answer.status < 500 && answer.status !== 409 && answer.status !== 429) break;
    await sleep(300);
  }
  throw new Error(`${method} ${path} → ${last}`);
}

async function setUp(
  pipeline: TestPipeline,
  seed: string,
  { conversations, erased: gone }: Scenario,
  webhookUrl: string,
): Promise<Stage> {
  await pipeline.local('PUT', '/settings/convert-all-emails', 'on');
  await pipeline.local('PUT', '/settings/mails-per-hour', '1000');
  await call(pipeline, 'PUT', '/v1/webhooks/campaign', {
    url: webhookUrl,
    events: ['message.created', 'inbound.held'],
  });
  for (let team = 0; team < TEAMS; team += 1) {
    const { agentId, email } = agentOf(seed, team);
    await call(pipeline, 'PUT', `/v1/departments/team${team}`, { name: `Team ${team}` });
    const agent = { name: `Agent ${team}`, email, departmentIds: [`team${team}`] };
    await call(pipeline, 'PUT', `/v1/agents/${agentId}`, agent);
  }
  const stage: Stage = { pipeline, seed, tags: [], conversationIds: [], erased: [] };
  for (let number = 0; number < conversations; number += 1) {
    const opened = await open(pipeline, userOf(seed, number), number);
    stage.tags.push(opened.tag);
    stage.conversationIds.push(opened.conversationId);
  }
  for (let number = 0; number < gone; number += 1) {
    const user = {
      userId: `zyxgone${number}x${seed}`,
      email: `zyxgone${number}x${seed}@weg.example`,
    };
    stage.erased.push({ ...user, ...(await open(pipeline, user, number)) });
  }
  await untilIdle(pipeline);
  return stage;
}

async function open(
  pipeline: TestPipeline,
  user: { userId: string; email: string },
  number: number,
) {
  const { userId, email } = user;
  await call(pipeline, 'PUT', `/v1/users/${userId}`, { name: `Name of ${userId}`, email });
  const departmentId = `team${number % TEAMS}`;
  return call(pipeline, 'POST', '/v1/conversations', { userId, departmentId });
}

async function playAll(stage: Stage, scenario: Scenario): Promise<void> {
  await Promise.all([
    inParallel(scenario.mails, PARALLEL_MAILS, (mail) => sendMail(stage, scenario, mail)),
    inParallel(scenario.posts, PARALLEL_POSTS, (post) => postMessage(stage, post)),
    changePresence(stage, scenario),
    ...stage.erased.map((person, number) => liveAndGo(stage, person, number)),
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

async function sendMail(stage: Stage, scenario: Scenario, mail: CampaignMail): Promise<void> {
  const made = rawMail(stage, scenario, mail);
  if (made) await stage.pipeline.smtp(made);
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
  await call(
    pipeline,
    'POST',
    `/v1/conversations/${conversationIds[conversation]}/messages`,
    { author: { kind: author, ...(id && { id }) }, text: `Text of ${mark}.` },
    mark,
  );
}

/** Users come and go; agents stay away, so that who is due is certain. */
async function changePresence({ pipeline, seed }: Stage, { conversations, mails }: Scenario) {
  for (let number = 0; number < mails.length / 10; number += 1) {
    const { userId } = userOf(seed, number % conversations);
    const status = number % 2 === 0 ? 'online' : 'offline';
    await call(pipeline, 'PUT', `/v1/users/${userId}/presence`, { status, forSeconds: 5 });
  }
}

/** Somebody who writes on all ways, and is erased while that is on its way. */
async function liveAndGo(stage: Stage, person: Stage['erased'][number], number: number) {
  const { pipeline, seed } = stage;
  const { userId, email, conversationId, tag } = person;
  const path = `/v1/conversations/${conversationId}/messages`;
  const say = (text: string, author: object, key: string) =>
    call(pipeline, 'POST', path, { author, text }, `gone${number}${key}`);
  await say(`words of ${userId}`, { kind: 'user', id: userId }, 'a');
  await say(`answer to ${userId}`, { kind: 'agent', id: agentOf(seed, number).agentId }, 'b');
  const mail: CampaignMail = {
    number: 0,
    mark: `mail-of-${userId}`,
    expected: { outcome: 'held' },
    fields: [],
    hasFile: true,
  };
  const to = `"Board | ${tag}" <${pipeline.address}>`;
  await pipeline.smtp({ from: email, raw: compose({ from: email, to, mail }) });
  await call(pipeline, 'DELETE', `/v1/users/${userId}`);
}

interface Fault {
  fault: string;
  mayDouble: boolean;
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
