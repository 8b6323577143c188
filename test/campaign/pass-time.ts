import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestPipeline } from '../support/pipeline.ts';
import { untilIdle } from './until-idle.ts';

/** Longer than the pipeline and its functions need to notice the clock. */
const UNTIL_SEEN_MS = 800;
const LOOK_EVERY_MS = 250;
/** More than three tries of reconcile take. */
const RECONCILED_WITHIN_MS = 600_000;

/** What one run of reconcile retried, by kind; "failed" if it could not check a kind. */
type Reconciled = Record<string, number | 'failed'>;

/**
 * Puts the clock of the pipeline and its functions forward, and waits until everything due is done: the schedules run, delayed
 * messages arrive, the bucket's lifecycle and the table's time to live remove what has expired. Returns what reconcile found.
 */
export async function passTime(
  pipeline: TestPipeline,
  folder: string,
  milliseconds: number,
): Promise<Reconciled> {
  // so that no run of the schedules sees both times, and years between its own steps
  await pipeline.local('POST', '/poll', {});
  const file = join(folder, 'clock');
  const added = Number(readFileSync(file, 'utf8')) + milliseconds;
  const stuck = countStuck(pipeline);
  const from = new Date(Date.now() + added).toISOString();
  writeFileSync(file, String(added));
  await sleep(UNTIL_SEEN_MS);
  const reconciled = await untilReconciled(pipeline, from);
  await untilIdle(pipeline);
  return { ...reconciled, mails: countStuck(pipeline) - stuck };
}

/** What reconcile found in a run that began after this time, RFC 3339. */
async function untilReconciled(pipeline: TestPipeline, from: string): Promise<Reconciled> {
  const end = Date.now() + RECONCILED_WITHIN_MS;
  while (Date.now() < end) {
    const { body } = await pipeline.local('GET', '/functions/reconcile/log');
    const line = (body as { at: string; line: string }[]).find(
      (each) => each.at > from && each.line.includes('"reconciled"'),
    );
    if (line) return readAgain(JSON.parse(line.line));
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`reconcile has not come to its end since ${from}:\n${pipeline.output()}`);
}

const readAgain = (fields: Record<string, unknown>): Reconciled =>
  Object.fromEntries(
    Object.entries(fields).filter(([name]) => name.endsWith('Again')),
  ) as Reconciled;

/** The number of log lines about a stored mail without an outcome. */
const countStuck = (pipeline: TestPipeline): number =>
  pipeline
    .output()
    .split('\n')
    .filter((line) => /reconcile: (a stored mail had no outcome|stuck mail)/.test(line)).length;
