import type { TestPipeline } from '../support/pipeline.ts';

/** A long campaign on a loaded machine has work for an hour; one question waits less long than Node's fetch does. */
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
