import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestPipeline } from '../support/pipeline.ts';
import { untilIdle } from './until-idle.ts';

/** Longer than the pipeline and its functions take to look at the clock and at their schedules again. */
const UNTIL_SEEN_MS = 800;
const LOOK_EVERY_MS = 250;
/** Reconcile works for so long at most, and is tried three times. */
const RECONCILED_WITHIN_MS = 600_000;

/** What one run of reconcile put on its way again, by kind; "failed" where one kind could not be looked at. */
type Reconciled = Record<string, number | 'failed'>;

/**
 * Puts the clock of the pipeline and of its functions forward, and waits until all that this brings is over: the schedules run, delayed
 * messages come, the lifecycle of the bucket and the time to live of the table take what has had its time. Gives what reconcile found.
 */
export async function passTime(
  pipeline: TestPipeline,
  folder: string,
  milliseconds: number,
): Promise<Reconciled> {
  // the clock jumps between two runs of the schedules: one that saw both times would believe that years lie between its own steps
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

/** Lines in which a stored mail was found without an outcome. */
const countStuck = (pipeline: TestPipeline): number =>
  pipeline
    .output()
    .split('\n')
    .filter((line) => /reconcile: (a stored mail had no outcome|stuck mail)/.test(line)).length;
