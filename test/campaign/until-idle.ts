import type { TestPipeline } from '../support/pipeline.ts';

/** A long campaign on a loaded machine may be busy for an hour. Each call waits less than fetch's own timeout. */
const IDLE_QUESTIONS = 60;
const IDLE_QUESTION_MS = 120_000;

export async function untilIdle(pipeline: TestPipeline): Promise<void> {
  let last: unknown;
  for (let asked = 0; asked < IDLE_QUESTIONS; asked += 1) {
    try {
      return await pipeline.idle(IDLE_QUESTION_MS);
    } catch (error) {
      last = error;
    }
  }
  throw last;
}
