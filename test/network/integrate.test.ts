import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import {
  blocksOf,
  exampleOf,
  goRound,
  type SampleBackend,
  searchPath,
  startBackend,
} from '../support/sample-backend.ts';
import { runHere } from './run-here.ts';

const CLONE = join(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'integrate-'));
const folder = join(home, 'my-chat');
const HEARD = 'user: Where is my parcel?\nagent: It left yesterday.';
const [installNode, runNode, , installPython, runPython] = blocksOf('sh');

let pipeline: TestPipeline;
let backend: SampleBackend | undefined;

/** Runs the page's commands with a home of its own and the system's Node, not that of npm's scripts. */
const install = (command = 'false') =>
  runHere(command, { folder: CLONE, environment: { HOME: home, PATH: searchPath } });

const start = (command = 'false') => startBackend('sh', ['-ec', command], { folder, pipeline });

beforeAll(async () => {
  mkdirSync(folder);
  pipeline = await startTestPipeline();
});
afterEach(() => backend?.stop());
afterAll(async () => {
  await pipeline?.stop();
  rmSync(home, { recursive: true, force: true });
});

describe('docs/integrate.md as it is written', () => {
  it('installs and runs in TypeScript', async () => {
    await install(installNode);
    writeFileSync(join(folder, 'backend.ts'), exampleOf('ts'));
    backend = await start(runNode);
    expect(await goRound(backend.url, pipeline)).toBe(HEARD);
  });

  it('installs and runs in Python', async () => {
    await install(installPython);
    writeFileSync(join(folder, 'backend.py'), exampleOf('python'));
    backend = await start(runPython);
    expect(await goRound(backend.url, pipeline)).toBe(HEARD);
  });
});
