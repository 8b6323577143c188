/**
 * `npm run bench:throughput`: replies of a user into one conversation, all at once, through `npm start`: each is parsed, stored and mailed to the agent.
 * Prints mails a second and the CPU of a mail by process, and what bench/scale's simulation says of the same burst with the service times of
 * this very run. `MAILS=600` for more; `PIPING_FUNCTION_PRELOAD` and `NODE_OPTIONS=--cpu-prof` go to the pipeline for a profile.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { answerMail } from '../test/support/answer-mail.ts';
import { startTestPipeline, type TestPipeline } from '../test/support/pipeline.ts';
import { onlyMailTo, openScene } from '../test/support/scene.ts';
import { simulate } from './scale/simulate.ts';

const MAILS = Number(process.env.MAILS ?? 200);
/** Mails whose service times are measured one after the other. */
const SINGLE = 10;
const IDLE_MS = 600_000;
/** Of the kernel's clock, by which it counts CPU. */
const TICK_MS = 10;

interface FunctionFacts {
  name: string;
  pid: number | null;
  invocations: number;
  lastDurationMs: number | null;
}

function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

const cpuMs = (pid: number) => (Number(statOf(pid)[11]) + Number(statOf(pid)[12])) * TICK_MS;

function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      return Number(statOf(pid)[1]) === parent;
    } catch {
      return false;
    }
  });
}

const functionsOf = async (pipeline: TestPipeline): Promise<FunctionFacts[]> =>
  (await pipeline.local('GET', '/functions')).body;

async function sendAll(
  pipeline: TestPipeline,
  mails: { from: string; to: string[]; raw: Buffer }[],
) {
  const began = performance.now();
  await Promise.all(mails.map((mail) => pipeline.smtp(mail)));
  await pipeline.idle(IDLE_MS);
  return performance.now() - began;
}

const began = performance.now();
const { PIPING_FUNCTION_PRELOAD = '', NODE_OPTIONS = '' } = process.env;
const pipeline = await startTestPipeline({ PIPING_FUNCTION_PRELOAD, NODE_OPTIONS });
console.log(`ready after ${((performance.now() - began) / 1000).toFixed(1)} s`);
await pipeline.local('PUT', '/settings/mails-per-hour', '1000');
const scene = await openScene(pipeline);
await scene.say({ kind: 'agent', id: scene.agents[0]?.agentId }, 'Tell me all about it');
const mail = await onlyMailTo(pipeline, scene.user.email);
const answers = await Promise.all(
  Array.from({ length: MAILS + SINGLE + 1 }, (_, index) =>
    answerMail(mail, { from: scene.user.email, text: `Answer number ${index}.` }),
  ),
);
await sendAll(pipeline, answers.splice(0, 1));

/** Milliseconds of each function for one mail alone, means. */
const service = new Map<string, number>();
for (const answer of answers.splice(0, SINGLE)) {
  await sendAll(pipeline, [answer]);
  for (const { name, lastDurationMs } of await functionsOf(pipeline)) {
    service.set(name, (service.get(name) ?? 0) + (lastDurationMs ?? 0) / SINGLE);
  }
}

const names = new Map<number, string>([[pipeline.process.pid ?? 0, 'the pipeline itself']]);
for (const pid of childrenOf(pipeline.process.pid ?? 0)) names.set(pid, 'embedded DynamoDB');
for (const { name, pid } of await functionsOf(pipeline)) if (pid) names.set(pid, name);
const before = new Map([...names.keys()].map((pid) => [pid, cpuMs(pid)]));
const tookMs = await sendAll(pipeline, answers);
console.log(
  `${MAILS} mails in ${(tookMs / 1000).toFixed(1)} s: ${((MAILS * 1000) / tookMs).toFixed(1)} a second`,
);
console.table(
  [...names].map(([pid, name]) => ({
    process: name,
    'CPU ms a mail': ((cpuMs(pid) - (before.get(pid) ?? 0)) / MAILS).toFixed(1),
    'alone, ms': service.get(name)?.toFixed(1) ?? '',
  })),
);
// here each function has one copy; notify decides and sends
const parse = service.get('parse-mail') ?? 0;
const notify = service.get('notify') ?? 0;
const { endMs } = simulate(
  [
    { name: 'parse-mail', servers: 1, batch: 5, perCallMs: 0, perItemMs: parse },
    { name: 'notify', servers: 1, batch: 5, perCallMs: 0, perItemMs: 2 * notify },
  ],
  answers.map(() => 0),
);
console.log(
  `the simulation says ${(endMs / 1000).toFixed(1)} s for the same burst: ${(endMs / tookMs).toFixed(2)} of what it took`,
);
await pipeline.stop();
