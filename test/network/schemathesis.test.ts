import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import { runHere } from './run-here.ts';
import { faultOf } from './told-by-schemathesis.ts';

const PROJECT = join(import.meta.dirname, '../..');
const VERSION = '4.32.5';
const VENV = join(PROJECT, `node_modules/.cache/python/schemathesis-${VERSION}`);
/** Examples of each call; `SCHEMATHESIS_EXAMPLES=230` makes more than 10,000 calls. */
const EXAMPLES = process.env.SCHEMATHESIS_EXAMPLES ?? '5';
/**
 * The same cases for the same seed; a failure names it. One worker: with two their order varies, and two threads that parse Python at once
 * meet a fault of CPython 3.11 ("AST constructor recursion depth mismatch").
 */
const SEED = process.env.SCHEMATHESIS_SEED ?? '1';
/**
 * Whether an answer is what the document says: no 5xx, no undocumented status, type or field, nothing taken that it forbids. What exists
 * (ids, cursors, keys that were used before) no schema can say, so what it allows may still be refused.
 */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'response_headers_conformance',
  'negative_data_rejection',
  'unsupported_method',
];

let pipeline: TestPipeline;

beforeAll(async () => {
  if (!existsSync(join(VENV, 'bin/st'))) {
    await runHere(
      `python3 -m venv ${VENV} && ${VENV}/bin/pip install --quiet schemathesis==${VERSION}`,
      { folder: PROJECT },
    );
  }
  pipeline = await startTestPipeline();
});
afterAll(() => pipeline?.stop());

describe('Schemathesis', () => {
  it('finds no undocumented answer', async () => {
    const told = await runHere(
      [
        `${VENV}/bin/st --config-file ${join(import.meta.dirname, 'schemathesis.toml')}`,
        `run ${pipeline.url}/openapi.json --url ${pipeline.url}`,
        `-H 'Authorization: Bearer test-token' --phases examples,coverage,fuzzing`,
        `--checks ${CHECKS.join(',')} --max-examples ${EXAMPLES} --seed ${SEED} --workers 1`,
        '--continue-on-failure --no-color 2>&1 || echo "ended with $?"',
      ].join(' '),
      { folder: VENV, environment: { PYTHONUNBUFFERED: '1' } },
    );
    const fault = faultOf(told);
    if (fault !== undefined) throw new Error(`with SCHEMATHESIS_SEED=${SEED} ${fault}`);
    process.stdout.write(`${/\d+ generated/.exec(told)}, seed ${SEED}\n`);
  });
});
