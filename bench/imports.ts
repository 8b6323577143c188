/**
 * `npm run bench:imports`: the CPU time of loading each function in a fresh process, compared in
 * the same run with a naive bundle of the S3 and DynamoDB clients, mailparser and middy; and its
 * bytes. The budgets are in lib/bundles/budgets.json: tests check the bytes, this prints the times.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import budgets from '../lib/bundles/budgets.json' with { type: 'json' };
import { buildBundles } from '../lib/bundles/build-bundles.ts';
import { startBytes, wholeBytes } from '../lib/bundles/bundle-bytes.ts';
import { writeBundle } from '../lib/bundles/write-bundle.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 7);
const NAIVE = `
export { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
export { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
export { simpleParser } from 'mailparser';
export { default as middy } from '@middy/core';
`;
/** A value for every variable that a function reads when it is loaded. */
const ENVIRONMENT = new Proxy<Record<string, string>>(
  {},
  { get: () => 'http://127.0.0.1:9/x', has: () => true },
);
const NAMES = [
  'TABLE_NAME MAIL_BUCKET_NAME SETTINGS_PATH SECRETS_PREFIX INBOUND_QUEUE_URL OUTGOING_QUEUE_URL WEBHOOK_QUEUE_URL',
  'ERASURE_QUEUE_URL FEEDBACK_QUEUE_URL LOOK_QUEUE_URL API_URL CONFIGURATION_SET_NAME POLL_FUNCTION_NAME ALLOW_LOOPBACK_CALLS',
  'CANARY_QUEUE_URL DELIVER_FUNCTION_NAME PARSE_FUNCTION_NAME',
].flatMap((line) => line.split(' '));

const home = mkdtempSync(join(tmpdir(), 'bench-imports-'));

function naiveBundle(): string {
  const file = join(home, 'naive.mjs');
  buildSync({
    stdin: { contents: NAIVE, resolveDir: join(import.meta.dirname, '..') },
    outfile: file,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    banner: {
      js: "import{createRequire as bundleRequire}from'node:module';const require=bundleRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  return file;
}

/** CPU milliseconds, user and system, of one import in a fresh process. */
function importOnce(file: string): number {
  const program = `const before = process.cpuUsage(); await import('${pathToFileURL(file).href}');
    const { user, system } = process.cpuUsage(before); console.log((user + system) / 1000); process.exit(0);`;
  const variables = Object.fromEntries(NAMES.map((name) => [name, ENVIRONMENT[name] ?? '']));
  return Number(
    execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      env: {
        ...variables,
        AWS_REGION: 'eu-west-1',
        AWS_LAMBDA_FUNCTION_NAME: 'bench',
        RECEIVES_AT: 'support@piping.example',
        MAIL_RECORD_DAYS: '180',
        DEAD_LETTERS: '[]',
        SENDS_PER_SECOND: '1',
      },
      encoding: 'utf8',
    }),
  );
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const bundles = buildBundles();
const files = new Map([['naive', naiveBundle()]]);
for (const name of Object.keys(budgets)) {
  const folder = join(home, name);
  mkdirSync(folder);
  writeBundle(bundles, name, folder);
  files.set(name, join(folder, 'index.mjs'));
}
const times = new Map<string, number[]>();
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, file] of files) {
    times.set(name, [...(times.get(name) ?? []), importOnce(file)]);
  }
}
const naive = median(times.get('naive') ?? []);
console.log(`naive bundle: ${Math.round(naive)} ms CPU, median of ${ROUNDS}`);
console.table(
  Object.entries(budgets).map(([name, { importRatio, startBytes: mostStart }]) => ({
    function: name,
    'import CPU ms': Math.round(median(times.get(name) ?? [])),
    'against naive': (median(times.get(name) ?? []) / naive).toFixed(2),
    goal: importRatio,
    'KB at start': Math.round(startBytes(join(home, name)) / 1000),
    most: mostStart / 1000,
    'KB whole': Math.round(wholeBytes(join(home, name)) / 1000),
  })),
);
rmSync(home, { recursive: true });
