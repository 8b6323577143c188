import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LocalFunction } from '../../../local/functions/local-function.ts';

const folder = mkdtempSync(join(tmpdir(), 'local-function-'));
const recorder = new LocalFunction(
  {
    name: 'recorder',
    arn: 'arn:aws:lambda:eu-west-1:000000000000:function:recorder',
    folder: join(import.meta.dirname, '../fixtures'),
    handler: 'recorder.handler',
    environment: { RECORD_FILE: join(folder, 'recorded.jsonl') },
    timeoutMs: 10_000,
    memoryMegabytes: 128,
  },
  {},
  () => undefined,
);

afterAll(async () => {
  await recorder.stop();
  rmSync(folder, { recursive: true });
});

const pidSoon = async () => {
  await new Promise((done) => setImmediate(done));
  return recorder.facts.pid;
};

describe('LocalFunction', () => {
  it('has no process before it is called', () => {
    expect(recorder.facts.pid).toBeNull();
  });

  it('has one before it is called if it is kept warm', async () => {
    recorder.keepWarm();
    expect(await pidSoon()).toBeTypeOf('number');
    expect(recorder.facts.invocations).toBe(0);
  });

  it('keeps an unused process when settings change', async () => {
    const { pid } = recorder.facts;
    recorder.markStale();
    expect(await pidSoon()).toBe(pid);
  });

  it('runs in the process that was kept warm', async () => {
    const { pid } = recorder.facts;
    expect(await recorder.invoke({})).toMatchObject({ isOk: true });
    expect(recorder.facts).toMatchObject({ pid, invocations: 1 });
  });

  it('replaces a used process when settings change', async () => {
    const { pid } = recorder.facts;
    recorder.markStale();
    const next = await pidSoon();
    expect([typeof next, next === pid]).toEqual(['number', false]);
  });

  it('runs in another process if its own was killed unnoticed', async () => {
    process.kill(recorder.facts.pid ?? 0, 'SIGKILL');
    // blocks the event loop, so that the process is gone before the exit is noticed
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    expect(await recorder.invoke({})).toMatchObject({ isOk: true });
  });

  it('refuses an answer that Lambda would refuse', async () => {
    const result = await recorder.invoke({ Records: [{ messageId: 'a', body: 'wide' }] });
    expect(result).toMatchObject({ isOk: false, error: 'Function.ResponseSizeTooLarge' });
  });
});
