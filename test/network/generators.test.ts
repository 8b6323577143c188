import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import { runHere } from './run-here.ts';

/** Three public generators with a sample each, not dependencies of the product. */
const SOURCES = join(import.meta.dirname, 'generators');
const TYPES = join(import.meta.dirname, '../../node_modules/@types');
const GENERATE: Record<string, string> = {
  'openapi-typescript':
    'openapi-typescript openapi.json --output generated/openapi-typescript.d.ts',
  'hey-api':
    'openapi-ts -i openapi.json -o generated/hey-api -c @hey-api/client-fetch --no-log-file',
  orval: 'orval --config orval.config.mjs',
};

const folder = mkdtempSync(join(tmpdir(), 'generators-'));
let pipeline: TestPipeline;

const run = (command: string) =>
  runHere(`node_modules/.bin/${command}`, {
    folder,
    environment: {
      DOCUMENT: 'openapi.json',
      PIPING_URL: pipeline.url,
      PIPING_TOKEN: 'test-token',
    },
  });

beforeAll(async () => {
  cpSync(SOURCES, folder, { recursive: true });
  await runHere('npm ci --ignore-scripts --no-audit --no-fund', { folder });
  pipeline = await startTestPipeline();
  writeFileSync(join(folder, 'openapi.json'), (await pipeline.api('GET', '/openapi.json')).text);
});
afterAll(async () => {
  await pipeline?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a client generated from the document', () => {
  it.each(Object.entries(GENERATE))('by %s runs a sample of calls', async (name, generate) => {
    await run(generate);
    expect(await run(`tsx ${name}.ts`)).toBe('Where is my parcel?');
  });

  it('passes the type check', async () => {
    expect(await run(`tsc -p . --typeRoots ${TYPES}`)).toBe('');
  });
});
