import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';

/** A zombie (state Z) is not alive. */
const isAlive = (pid: number) => {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

async function functionPids(pipeline: TestPipeline): Promise<number[]> {
  const { body } = await pipeline.local('GET', '/functions');
  return body.flatMap(({ pid }: { pid: number | null }) => (pid === null ? [] : [pid]));
}

const failure = (starting: Promise<TestPipeline>) =>
  starting.then(
    () => 'it started',
    (error: Error) => error.message,
  );

/** A process notices the end only after it has loaded its bundle. */
const ENDS_WITHIN = { timeout: 15_000 };

describe('npm start', () => {
  it('stops everything that it started at SIGTERM', async () => {
    const pipeline = await startTestPipeline();
    await pipeline.api('GET', '/v1/departments');
    const pids = await functionPids(pipeline);
    expect(pids.length).toBeGreaterThan(0);
    expect(await pipeline.stop()).toBe(0);
    await expect.poll(() => pids.filter(isAlive), ENDS_WITHIN).toEqual([]);
    await expect(fetch(pipeline.url)).rejects.toThrow();
  });

  it('keeps acknowledged data in PIPING_DATA_DIR through kill -9, and starts again with it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'piping-test-'));
    try {
      const first = await startTestPipeline({ PIPING_DATA_DIR: folder });
      await first.api('PUT', '/v1/departments/sales', { name: 'Sales' });
      await first.local('PUT', '/settings/tag-prefix', 'AB');
      const pids = await functionPids(first);
      first.process.kill('SIGKILL');
      await once(first.process, 'exit');
      await expect.poll(() => pids.filter(isAlive), ENDS_WITHIN).toEqual([]);
      const second = await startTestPipeline({ PIPING_DATA_DIR: folder });
      const { body: department } = await second.api('GET', '/v1/departments/sales');
      const { body: settings } = await second.local('GET', '/settings');
      expect([department.name, settings['tag-prefix']]).toEqual(['Sales', 'AB']);
      expect(await failure(startTestPipeline({ PIPING_DATA_DIR: folder }))).toContain('is in use');
      await second.stop();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each(['PIPING_HTTP_PORT', 'PIPING_SMTP_PORT'])(
    'says in one sentence that the port of %s is taken',
    async (name) => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const said = await failure(startTestPipeline({ [name]: String(port) }));
      other.close();
      expect(said).toContain(`Port ${port} is taken`);
      expect(said).not.toMatch(/\n\s+at /);
    },
  );

  it('names the variable whose value it cannot use', async () => {
    expect(
      await failure(startTestPipeline({ PIPING_ADDRESS: 'support@elsewhere.example' })),
    ).toContain('PIPING_ADDRESS is "support@elsewhere.example"');
    expect(await failure(startTestPipeline({ PIPING_HTTP_PORT: 'eighty' }))).toContain(
      'PIPING_HTTP_PORT is "eighty"',
    );
  });
});
