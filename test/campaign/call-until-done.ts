import { setTimeout as sleep } from 'node:timers/promises';
import type { TestPipeline } from '../support/pipeline.ts';

const MAX_API_TRIES = 120;
const PAUSE_MS = 300;

/** Repeats a call with the same key until it succeeds despite the faults. */
export async function callUntilDone(
  pipeline: TestPipeline,
  method: string,
  path: string,
  body?: unknown,
  key?: string,
) {
  let last: { status: number; text: string } = { status: 0, text: '' };
  for (let tries = 0; tries < MAX_API_TRIES; tries += 1) {
    const answer = await pipeline
      .api(method, path, body, key ? { 'idempotency-key': key } : {})
      .catch((error: unknown) => ({ status: 599, text: String(error), body: undefined }));
    if (answer.status < 300) return answer.body;
    // erased by an earlier try whose answer was lost
    if (method === 'DELETE' && answer.status === 404 && tries > 0) return undefined;
    last = answer;
    if (answer.status < 500 && answer.status !== 409 && answer.status !== 429) break;
    await sleep(PAUSE_MS);
  }
  throw new Error(`${method} ${path} → ${last.status} ${last.text}`);
}
