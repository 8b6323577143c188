import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOST } from '../configuration.ts';
import { LocalError } from '../local-error.ts';
import { findFreePort } from './ports.ts';
import { openTableFile } from './table-file.ts';

export interface DynamodbEngine {
  endpoint: string;
  /** "embedded" or "external" */
  kind: string;
  /** Whether anything was written since the last call. An engine that cannot tell always answers true. */
  hasChanged(): boolean;
  stop(): Promise<void>;
}

/** How long an external engine may take to answer, and how long ours, which must first start on a possibly busy machine. */
const ANSWERS_WITHIN_MS = 10_000;
const STARTED_WITHIN_MS = 60_000;

/** Another program may take the port before the engine listens on it. */
const MAX_START_TRIES = 3;

/**
 * Kills the engine when its standard input ends, which happens when this process ends, however it does. It ends together with the engine.
 */
const GUARD =
  'exec 3<&0; "$0" "$@" </dev/null & engine=$!; { cat <&3 >/dev/null; kill -9 $engine; } 2>/dev/null & wait $engine';

const HOW_TO_START_ANOTHER = [
  'Start DynamoDB Local (Java 17 or newer) and name it:',
  '  curl -sO https://d1ni2b6xgvw0s0.cloudfront.net/v2.x/dynamodb_local_latest.tar.gz && tar xzf dynamodb_local_latest.tar.gz',
  '  java -Djava.library.path=DynamoDBLocal_lib -jar DynamoDBLocal.jar -inMemory -port 8000',
  '  DYNAMODB_ENDPOINT=http://127.0.0.1:8000 npm start',
].join('\n');

/** Starts the embedded engine, or uses the one that DYNAMODB_ENDPOINT names. `file` keeps the tables between runs. */
export async function startDynamodb(
  endpoint: string | undefined,
  file: string | undefined,
  answersWithinMs = ANSWERS_WITHIN_MS,
): Promise<DynamodbEngine> {
  if (endpoint) {
    await waitUntilReady(endpoint, answersWithinMs, () => undefined);
    return { endpoint, kind: 'external', hasChanged: () => true, stop: async () => undefined };
  }
  const binary = findBinary();
  const tables = openTableFile(file);
  const { child, url } = await startEngine(binary, tables.path);
  const watch = tables.watch();
  const stop = async () => {
    await stopChild(child);
    watch.close();
  };
  return { endpoint: url, kind: 'embedded', hasChanged: watch.hasChanged, stop };
}

async function startEngine(
  binary: string,
  file: string,
  triesLeft = MAX_START_TRIES,
): Promise<{ child: ChildProcess; url: string }> {
  const port = await findFreePort();
  const child = spawn('sh', ['-c', GUARD, binary, ...serveArguments(port, file)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const url = `http://${HOST}:${port}`;
  try {
    await waitUntilReady(url, STARTED_WITHIN_MS, () => child.exitCode);
  } catch (error) {
    const hasEnded = child.exitCode !== null;
    await stopChild(child);
    if (hasEnded && triesLeft > 1) return startEngine(binary, file, triesLeft - 1);
    throw error;
  }
  return { child, url };
}

function serveArguments(port: number, file: string): string[] {
  return ['serve', '--host', HOST, '--port', String(port), '--db-path', file];
}

function findBinary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const binary = join(folder, 'dynoxide');
    if (existsSync(binary)) return binary;
  } catch {
    // Not installed: the error below says so.
  }
  throw new LocalError(
    `The embedded DynamoDB engine (${name}) is not there for this platform. ` +
      `Set DYNAMODB_ENDPOINT to another DynamoDB-compatible endpoint. ${HOW_TO_START_ANOTHER}`,
  );
}

async function waitUntilReady(
  endpoint: string,
  withinMs: number,
  exitCode: () => number | null | undefined,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (Date.now() < end && typeof exitCode() !== 'number') {
    // one that takes the connection and says nothing must not hold us for the five minutes that `fetch` waits
    const isReady = await fetch(endpoint, { signal: AbortSignal.timeout(withinMs) }).then(
      () => true,
      () => false,
    );
    if (isReady) return;
    await sleep(10);
  }
  throw new LocalError(
    `No DynamoDB answers at ${endpoint} within ${withinMs / 1000} seconds. ${HOW_TO_START_ANOTHER}`,
  );
}

async function stopChild(child: ChildProcess): Promise<void> {
  child.stdin?.end();
  if (child.exitCode !== null) return;
  const gone = new Promise<void>((done) => {
    child.once('exit', () => done());
  });
  await gone;
}
