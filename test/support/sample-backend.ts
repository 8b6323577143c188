import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../../local/engines/ports.ts';
import { answerMail } from './answer-mail.ts';
import type { TestPipeline } from './pipeline.ts';
import { mailsTo } from './scene.ts';

const PAGE = join(import.meta.dirname, '../../docs/integrate.md');
const LOOKS = 200;
const LOOK_EVERY_MS = 100;

/** A running chat backend of docs/integrate.md. */
export interface SampleBackend {
  url: string;
  stop(): Promise<void>;
}

/** The code blocks of the page in this language, in order. */
export function blocksOf(language: string): string[] {
  const text = readFileSync(PAGE, 'utf8');
  const blocks = text.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'));
  return [...blocks].map(([, code = '']) => code);
}

/** The page's only program in this language. */
export function exampleOf(language: string): string {
  const [code, another] = blocksOf(language);
  if (code === undefined || another !== undefined) {
    throw new Error(`docs/integrate.md has not one program in ${language}`);
  }
  return code;
}

/** npm scripts run under the Lambda's Node; a backend's developer may have any from 20 on. */
export const searchPath = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .join(delimiter);

/** The Node of this machine. */
export const systemNode = () =>
  searchPath
    .split(delimiter)
    .map((folder) => join(folder, 'node'))
    .find((file) => existsSync(file)) ?? process.execPath;

export async function startBackend(
  command: string,
  args: string[],
  { folder, pipeline }: { folder: string; pipeline: TestPipeline },
): Promise<SampleBackend> {
  const port = await findFreePort();
  const child = spawn(command, args, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: searchPath,
      HOME: folder,
      PORT: String(port),
      PIPING_URL: pipeline.url,
      PIPING_TOKEN: 'test-token',
    },
  });
  await isReady(child);
  return { url: `http://127.0.0.1:${port}`, stop: () => stop(child) };
}

async function isReady(child: ChildProcess): Promise<void> {
  if (!child.stdout) throw new Error('the backend has no output');
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the backend ended with ${code}`);
  });
  ended.catch(() => {});
  await Promise.race([once(child.stdout, 'data'), ended]);
}

/** Ends the process and its children: `npx` starts `node`. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await gone;
}

const show = async (chat: string) => (await fetch(`${chat}/messages`)).text();

/** A call that we did not sign is refused, and does not end the backend. */
async function forge(chat: string): Promise<void> {
  const headers = {
    'webhook-id': 'forged',
    'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
    'webhook-signature': 'v1,Zm9yZ2Vk',
  };
  const { status } = await fetch(`${chat}/hook`, { method: 'POST', headers, body: '{}' });
  if (status < 400) throw new Error(`a forged call was answered ${status}`);
}

/** The user writes, the agent answers by mail; returns what the backend shows then. */
export async function goRound(chat: string, pipeline: TestPipeline): Promise<string> {
  await forge(chat);
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
