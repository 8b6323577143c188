/**
 * `npm run bench:throughput`: ten users reply at once through `npm start`; each reply is parsed, stored and mailed to
 * the agent. Prints the start time, mails per second, CPU per mail by process, and what the simulation of bench/scale
 * predicts for the same burst from the CPU of a smaller burst in this run. `MAILS=600` sends more, `USERS=1` uses one
 * conversation; `PIPING_FUNCTION_PRELOAD` and `NODE_OPTIONS=--cpu-prof` reach the pipeline for a profile.
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { answerMail, type OutboxMail } from '../../test/support/answer-mail.ts';
import {
  type SmtpMail,
  startTestPipeline,
  type TestPipeline,
} from '../../test/support/pipeline.ts';
import { onlyMailTo, openScene } from '../../test/support/scene.ts';
import { type Station, simulate } from '../scale/simulate.ts';
import { SERVICE } from '../service-times.ts';
import { cpuMsOf, cpuMsOfMachine, descendantsRunning } from './process-cpu.ts';
import { cpuMsOfOneCall } from './sdk-floor.ts';

const MAILS = Number(process.env.MAILS ?? 150);
/** Each has a conversation of their own, because one person's mails are handled one after the other. */
const USERS = Number(process.env.USERS ?? 10);
/** Mails that warm the functions up (the first ones take twice as long), and mails of the burst that measures one mail. */
const [WARM_UP, CALIBRATION] = [80, 40];
const IDLE_MS = 600_000;
/** AWS calls for a reply that is mailed to one agent. */
const PARSE_CALLS = SERVICE.parse.calls;
const NOTIFY_CALLS = SERVICE.decide.calls + SERVICE.send.calls;
/** Those of them that no other mail of the batch makes meanwhile. */
const NOTIFY_CALLS_ALONE = SERVICE.send.callsAlone + SERVICE.send.sends;
const CALLS_OF_A_PAIR = PARSE_CALLS + NOTIFY_CALLS + SERVICE.tellNobody.calls;
/** lib/receiving/mail-arrival.ts, lib/sending/notifications.ts */
const BATCH = 5;
const ENGINE = 'dynoxide';
const [PIPELINE, ENGINE_PROCESS] = ['the pipeline itself', 'embedded DynamoDB'];

interface FunctionFacts {
  name: string;
  pid: number | null;
  invocations: number;
  totalDurationMs: number;
}

const functionsOf = async (pipeline: TestPipeline): Promise<FunctionFacts[]> =>
  (await pipeline.local('GET', '/functions')).body;

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const began = performance.now();
  return [await work(), performance.now() - began];
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Measures the first start with these sources, a second one with everything cached, and Node alone and the CDK's loading for comparison.
 */
async function measureStarts(environment: Record<string, string>): Promise<TestPipeline> {
  const domain = `fresh-${Date.now()}.example`;
  const unseen = { PIPING_DOMAIN: domain, PIPING_ADDRESS: `support@${domain}` };
  const nodeMs = (code: string) => {
    const began = performance.now();
    spawnSync(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' });
    return performance.now() - began;
  };
  const [first, freshMs] = await timed(() => startTestPipeline(unseen));
  await first.stop();
  const [pipeline, warmMs] = await timed(() => startTestPipeline({ ...environment, ...unseen }));
  console.log(
    `start, nothing made yet: ${seconds(freshMs)} (loading aws-cdk-lib alone: ${seconds(nodeMs("import 'aws-cdk-lib'"))})`,
  );
  console.log(`start, again: ${seconds(warmMs)} (Node alone: ${seconds(nodeMs(''))})`);
  return pipeline;
}

/** Makes `count` replies, by the users in turn, each with its own text. */
async function makeAnswers(pipeline: TestPipeline, count: number): Promise<SmtpMail[]> {
  await pipeline.local('PUT', '/settings/mails-per-hour', '1000');
  const asked: { user: string; mail: OutboxMail }[] = [];
  for (let number = 0; number < USERS; number += 1) {
    const scene = await openScene(pipeline);
    await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId }, 'Tell me all about it');
    const user = scene.user.email;
    asked.push({ user, mail: await onlyMailTo(pipeline, user) });
  }
  return Promise.all(
    Array.from({ length: count }, (_, index) => {
      const { user, mail } = asked[index % asked.length] as (typeof asked)[number];
      return answerMail(mail, { from: user, text: `Answer number ${index}.` });
    }),
  );
}

interface Burst {
  tookMs: number;
  /** CPU milliseconds of one mail, by process. */
  cpuMs: Map<string, number>;
  /** Milliseconds that a function worked on one mail. */
  busyMs: Map<string, number>;
  /** Cores that other processes of the machine left free. */
  cores: number;
}

async function measureBurst(pipeline: TestPipeline, mails: SmtpMail[]): Promise<Burst> {
  const pid = pipeline.process.pid ?? 0;
  const before = await functionsOf(pipeline);
  const processes = new Map<string, number>([
    [PIPELINE, pid],
    ...descendantsRunning(ENGINE, pid).map((engine) => [ENGINE_PROCESS, engine] as const),
    ...before.flatMap(({ name, pid: own }) => (own ? [[name, own] as const] : [])),
  ]);
  const machineBefore = cpuMsOfMachine();
  const cpuBefore = new Map([...processes.values()].map((one) => [one, cpuMsOf(one)]));
  const [, tookMs] = await timed(async () => {
    await Promise.all(mails.map((mail) => pipeline.smtp(mail)));
    await pipeline.idle(IDLE_MS);
  });
  const machineMs = cpuMsOfMachine() - machineBefore;
  const after = await functionsOf(pipeline);
  const busy = ({ name, totalDurationMs }: FunctionFacts): [string, number] => {
    const earlier = before.find((one) => one.name === name)?.totalDurationMs ?? 0;
    return [name, (totalDurationMs - earlier) / mails.length];
  };
  const usedMs = new Map(
    [...processes].map(([name, one]) => [name, cpuMsOf(one) - (cpuBefore.get(one) ?? 0)]),
  );
  const ownMs = [...usedMs.values()].reduce((sum, ms) => sum + ms, 0);
  return {
    tookMs,
    cpuMs: new Map([...usedMs].map(([name, ms]) => [name, ms / mails.length])),
    cores: availableParallelism() - Math.max(0, machineMs - ownMs) / tookMs,
    busyMs: new Map(after.map(busy)),
  };
}

/** CPU milliseconds of serve-api for one message that an agent posts. */
async function cpuMsOfPost(pipeline: TestPipeline): Promise<number> {
  const scene = await openScene(pipeline);
  const post = (text: string) => scene.say({ kind: 'agent', id: scene.agents[0]?.agentId }, text);
  for (let number = 0; number < WARM_UP; number += 1) await post(`Warming up ${number}`);
  const pid = (await functionsOf(pipeline)).find(({ name }) => name === 'serve-api')?.pid ?? 0;
  const before = cpuMsOf(pid);
  for (let number = 0; number < CALIBRATION; number += 1) await post(`Answer ${number}`);
  const cpuMs = (cpuMsOf(pid) - before) / CALIBRATION;
  await pipeline.idle(IDLE_MS);
  return cpuMs;
}

/**
 * Here each function has one instance, and the same one of notify decides and sends. A mail waits for the CPU of the engines that answer
 * its calls. All processes share the cores that others leave free, which limit the mails per second.
 */
function simulateBurst({ cpuMs }: Burst, cores: number, mails: number): number {
  const sumOf = (names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + (cpuMs.get(name) ?? 0), 0);
  const callMs = sumOf([PIPELINE, ENGINE_PROCESS]) / (PARSE_CALLS + NOTIFY_CALLS);
  const station = (name: string, calls: number, callsAlone = 0): Station => ({
    name,
    servers: 1,
    batch: BATCH,
    perCallMs: 0,
    cpuMs: cpuMs.get(name) ?? 0,
    waitMs: (calls - callsAlone) * callMs,
    aloneMs: callsAlone * callMs,
    turns: USERS,
  });
  const machine = {
    ...station('the cores', 0),
    servers: Number.POSITIVE_INFINITY,
    batch: 1,
    itemsPerSecond: (1000 * cores) / sumOf(cpuMs.keys()),
  };
  const stations = [
    station('parse-mail', PARSE_CALLS),
    station('notify', NOTIFY_CALLS, NOTIFY_CALLS_ALONE),
    machine,
  ];
  const arrivals = Array.from({ length: mails }, () => 0);
  return simulate(stations, arrivals).endMs;
}

function tell(burst: Burst, calibration: Burst, cpuOfCallMs: number): void {
  const { tookMs, cpuMs, busyMs, cores } = burst;
  console.log(
    `${MAILS} mails in ${seconds(tookMs)}: ${((MAILS * 1000) / tookMs).toFixed(1)} a second; goal 20`,
  );
  console.table(
    [...cpuMs].map(([process, ms]) => ({
      process,
      'CPU ms a mail': ms.toFixed(1),
      'at work, ms a mail': busyMs.get(process)?.toFixed(1) ?? '',
    })),
  );
  const ofFunctions = [...busyMs.keys()].reduce((sum, name) => sum + (cpuMs.get(name) ?? 0), 0);
  const floor = CALLS_OF_A_PAIR * cpuOfCallMs;
  console.log(
    `CPU of the functions for a mail in and out: ${ofFunctions.toFixed(1)} ms; its ${CALLS_OF_A_PAIR} AWS calls alone: ${floor.toFixed(1)} ms; goal 30`,
  );
  const endMs = simulateBurst(calibration, cores, MAILS);
  console.log(
    `the simulation, with the CPU of a burst of ${CALIBRATION} and the ${cores.toFixed(1)} cores that others left for this one: ${seconds(endMs)}, ${(endMs / tookMs).toFixed(2)} of what it was; goal 0.80 to 1.20`,
  );
}

const { PIPING_FUNCTION_PRELOAD = '', NODE_OPTIONS = '' } = process.env;
const pipeline = await measureStarts({ PIPING_FUNCTION_PRELOAD, NODE_OPTIONS });
const answers = await makeAnswers(pipeline, WARM_UP + CALIBRATION + MAILS);
await measureBurst(pipeline, answers.splice(0, WARM_UP));
const calibration = await measureBurst(pipeline, answers.splice(0, CALIBRATION));
const burst = await measureBurst(pipeline, answers);
const postMs = await cpuMsOfPost(pipeline);
await pipeline.stop();
tell(burst, calibration, await cpuMsOfOneCall());
console.log(`CPU of serve-api for a message posted: ${postMs.toFixed(1)} ms`);
console.log(
  `load of the machine meanwhile: ${loadavg()[1]?.toFixed(1)} on ${availableParallelism()} cores; above that, times say more about the others than about us`,
);
