import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import {
  exampleOf,
  goRound,
  type SampleBackend,
  startBackend,
  systemNode,
} from '../support/sample-backend.ts';

const PROJECT = join(import.meta.dirname, '../..');
/** A backend's project with our packages; test/network installs them as the page says. */
const FOLDER = mkdtempSync(join(tmpdir(), 'integrate-'));
const hasPython = spawnSync('python3', ['--version']).status === 0;
const MAX_LINES = 60;

let pipeline: TestPipeline;
let backend: SampleBackend | undefined;

beforeAll(async () => {
  symlinkSync(join(PROJECT, 'node_modules'), join(FOLDER, 'node_modules'));
  pipeline = await startTestPipeline();
});
afterEach(() => backend?.stop());
afterAll(async () => {
  await pipeline?.stop();
  rmSync(FOLDER, { recursive: true, force: true });
});

describe('docs/integrate.md', () => {
  it('has a backend in TypeScript of at most 60 lines that works on the Node of this machine', async () => {
    const source = exampleOf('ts');
    expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(MAX_LINES);
    const { code } = await transform(source, { loader: 'ts' });
    writeFileSync(join(FOLDER, 'backend.mjs'), code);
    backend = await startBackend(systemNode(), ['backend.mjs'], { folder: FOLDER, pipeline });
    expect(await goRound(backend.url, pipeline)).toBe(
      'user: Where is my parcel?\nagent: It left yesterday.',
    );
  });

  it.runIf(hasPython)('has the same in Python', async () => {
    writeFileSync(join(FOLDER, 'backend.py'), exampleOf('python'));
    backend = await startBackend('python3', ['backend.py'], { folder: FOLDER, pipeline });
    expect(await goRound(backend.url, pipeline)).toBe(
      'user: Where is my parcel?\nagent: It left yesterday.',
    );
  });
});
