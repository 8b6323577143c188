import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerMail } from '../support/answer-mail.ts';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import { mailsTo } from '../support/scene.ts';

const PROJECT = join(import.meta.dirname, '../..');
/** A backend's project, with the packages at hand. */
const FOLDER = mkdtempSync(join(tmpdir(), 'integrate-'));
const hasPython = spawnSync('python3', ['--version']).status === 0;
const LOOKS = 200;
const LOOK_EVERY_MS = 100;

let pipeline: TestPipeline;
let backend: ChildProcess | undefined;

beforeAll(async () => {
  symlinkSync(join(PROJECT, 'node_modules'), join(FOLDER, 'node_modules'));
  pipeline = await startTestPipeline();
});
afterEach(async () => {
  if (!backend || backend.exitCode !== null) return;
  const gone = once(backend, 'exit');
  backend.kill('SIGKILL');
  await gone;
});
afterAll(async () => {
  await pipeline?.stop();
  rmSync(FOLDER, { recursive: true, force: true });
});

/** The document's one block in this language, as a file. */
function extractExample(language: string): string {
  const text = readFileSync(join(PROJECT, 'docs/integrate.md'), 'utf8');
  const [, code] = new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(text) ?? [];
  if (!code) throw new Error(`docs/integrate.md has no ${language}`);
  const file = join(FOLDER, language === 'ts' ? 'backend.ts' : 'backend.py');
  writeFileSync(file, code);
  return file;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function startBackend(command: string, file: string): Promise<string> {
  const port = await freePort();
  backend = spawn(command, [file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      PIPING_URL: pipeline.url,
      PIPING_TOKEN: 'test-token',
    },
  });
  if (!backend.stdout) throw new Error('the backend has no output');
  const ended = once(backend, 'exit').then(([code]) => {
    throw new Error(`the backend ended with ${code}`);
  });
  ended.catch(() => {});
  await Promise.race([once(backend.stdout, 'data'), ended]);
  return `http://127.0.0.1:${port}`;
}

const show = async (chat: string) => (await fetch(`${chat}/messages`)).text();

/** The user writes, the agent answers by mail; gives what the backend shows then. */
async function goRound(chat: string): Promise<string> {
  await pipeline.local('DELETE', '/outbox');
  await fetch(`${chat}/say`, { method: 'POST', body: 'Where is my parcel?' });
  await pipeline.idle();
  const [mail] = await mailsTo(pipeline, 'anna@shop.example');
  if (!mail) throw new Error('the agent got no mail');
  await pipeline.smtp(
    await answerMail(mail, { from: 'anna@shop.example', text: 'It left yesterday.' }),
  );
  await pipeline.idle();
  for (let look = 0; look < LOOKS; look += 1) {
    const shown = await show(chat);
    if (shown.includes('yesterday')) return shown;
    await sleep(LOOK_EVERY_MS);
  }
  return show(chat);
}

describe('docs/integrate.md', () => {
  it('has a backend in TypeScript of at most 60 lines that works', async () => {
    const file = extractExample('ts');
    expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThanOrEqual(61);
    const chat = await startBackend(process.execPath, file);
    expect(await goRound(chat)).toBe('user: Where is my parcel?\nagent: It left yesterday.');
  });

  it.runIf(hasPython)('has the same in Python', async () => {
    const chat = await startBackend('python3', extractExample('python'));
    expect(await goRound(chat)).toBe('user: Where is my parcel?\nagent: It left yesterday.');
  });
});
