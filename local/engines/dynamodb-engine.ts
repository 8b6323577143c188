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
  /** Whether anything was written since the last call; an engine that cannot tell always says so. */
  hasChanged(): boolean;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 10_000;

/** Kills the engine once its standard input ends, which it does with this process, whatever ends it. */
const GUARD =
  '"$0" "$@" </dev/null & engine=$!; cat >/dev/null; kill -9 $engine; wait $engine 2>/dev/null';

const HOW_TO_START_ANOTHER = [
  'Start DynamoDB Local (Java 17 or newer) and name it:',
  '  curl -sO https://d1ni2b6xgvw0s0.cloudfront.net/v2.x/dynamodb_local_latest.tar.gz && tar xzf dynamodb_local_latest.tar.gz',
  '  java -Djava.library.path=DynamoDBLocal_lib -jar DynamoDBLocal.jar -inMemory -port 8000',
  '  DYNAMODB_ENDPOINT=http://127.0.0.1:8000 npm start',
].join('\n');

/** The embedded engine, or the one that DYNAMODB_ENDPOINT names. `file` keeps the tables between runs. */
export async function startDynamodb(
  endpoint: string | undefined,
  file: string | undefined,
): Promise<DynamodbEngine> {
  if (endpoint) {
    await waitUntilReady(endpoint, () => undefined);
    return { endpoint, kind: 'external', hasChanged: () => true, stop: async () => undefined };
  }
  const [binary, port] = [findBinary(), await findFreePort()];
  const tables = openTableFile(file);
  const child = spawn('sh', ['-c', GUARD, binary, ...serveArguments(port, tables.path)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const own = `http://${HOST}:${port}`;
  await waitUntilReady(own, () => child.exitCode);
  const watch = tables.watch();
  const stop = async () => {
    await stopChild(child);
    watch.close();
  };
  return { endpoint: own, kind: 'embedded', hasChanged: watch.hasChanged, stop };
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
    // Not installed: said below.
  }
  throw new LocalError(
    `The embedded DynamoDB engine (${name}) is not there for this platform. ` +
      `Set DYNAMODB_ENDPOINT to another DynamoDB-compatible endpoint. ${HOW_TO_START_ANOTHER}`,
  );
}

async function waitUntilReady(
  endpoint: string,
  exitCode: () => number | null | undefined,
): Promise<void> {
  const end = Date.now() + READY_WITHIN_MS;
  while (Date.now() < end && typeof exitCode() !== 'number') {
    const isReady = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (isReady) return;
    await sleep(10);
  }
  throw new LocalError(
    `No DynamoDB answers at ${endpoint} within ${READY_WITHIN_MS / 1000} seconds. ${HOW_TO_START_ANOTHER}`,
  );
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise<void>((done) => {
    child.once('exit', () => done());
  });
  child.stdin?.end();
  await gone;
}
