/**
 * `npm run bench:mailbox-chat [-- <mails>]`: from a full mailbox to the chat. With convert-all on, each mail must
 * open exactly one conversation with one message. Prints the peak memory of the process of `poll-mailboxes` (Linux).
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { PollReport } from '../../functions/steps/polling/poll-mailboxes.ts';
import { findFreePort } from '../../local/engines/ports.ts';
import { writeMail } from '../../test/mailboxes/mailbox-world.ts';
import { startDovecot } from '../../test/mailboxes/start-dovecot.ts';

const FEW_MAILS = 100;
const DEFAULT_MAILS = 10_000;
const MAX_POLLS = 100;
/** Longest single wait: fetch gives up on an answer after five minutes. */
const IDLE_LOOK_MS = 60_000;
const MAX_IDLE_LOOKS = 60;
const ADDRESS = 'support@piping.example';
const PROGRAM = fileURLToPath(new URL('../../bin/local.ts', import.meta.url));
const many = Number(process.argv[2] ?? DEFAULT_MAILS);

const port = await findFreePort();
const pipeline = spawn(process.execPath, [PROGRAM], {
  env: { ...process.env, PIPING_HTTP_PORT: `${port}`, PIPING_SMTP_PORT: `${await findFreePort()}` },
  stdio: ['ignore', 'pipe', 'inherit'],
});
for await (const line of createInterface(pipeline.stdout)) if (line.startsWith('ready')) break;
pipeline.stdout.resume();

async function call<Answer>(method: string, path: string, body?: string): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { authorization: 'Bearer local-token', 'content-type': 'application/json' },
    ...(body !== undefined && { body }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Polls until the mailbox is empty. Returns how many mails were taken. */
async function pollAll(): Promise<number> {
  let taken = 0;
  for (let poll = 0; poll < MAX_POLLS; poll += 1) {
    const [report] = (await call<PollReport>('POST', '/local/poll', '{}')).mailboxes;
    if (!report || report.error) throw new Error(report?.error ?? 'no report');
    taken += report.taken;
    if (!report.isUnfinished) break;
  }
  await waitUntilIdle();
  return taken;
}

async function waitUntilIdle(): Promise<void> {
  for (let look = 0; look < MAX_IDLE_LOOKS; look += 1) {
    const url = `http://127.0.0.1:${port}/local/idle?timeoutMs=${IDLE_LOOK_MS}`;
    if ((await fetch(url)).ok) return;
  }
  throw new Error(`the pipeline was not idle within ${MAX_IDLE_LOOKS} looks`);
}

/** Number of mails by outcome. */
async function countOutcomes(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  let cursor: string | undefined;
  do {
    const at = `/v1/inbound?limit=100${cursor ? `&cursor=${cursor}` : ''}`;
    const page = await call<{ mails: { outcome: string }[]; cursor?: string }>('GET', at);
    for (const { outcome } of page.mails) counts[outcome] = (counts[outcome] ?? 0) + 1;
    cursor = page.cursor;
  } while (cursor);
  return counts;
}

async function countConversations(): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const at = `/v1/conversations?limit=100${cursor ? `&cursor=${cursor}` : ''}`;
    const page = await call<{ conversations: object[]; cursor?: string }>('GET', at);
    count += page.conversations.length;
    cursor = page.cursor;
  } while (cursor);
  return count;
}

async function peakMegabytes(): Promise<number> {
  const functions = await call<{ name: string; pid: number }[]>('GET', '/local/functions');
  const pid = functions.find(({ name }) => name === 'poll-mailboxes')?.pid;
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

const dovecot = await startDovecot();
let isGood = false;
try {
  const box = dovecot.addUser();
  const entry = {
    name: 'bench',
    protocol: 'imap',
    host: '127.0.0.1',
    port: dovecot.ports.imap,
    tls: false,
    user: box.user,
    secret: 'bench',
    address: ADDRESS,
  };
  await call('PUT', '/local/secrets/bench', box.password);
  await call('PUT', '/local/settings/convert-all-emails', 'on');
  await call('PUT', '/local/settings/mailboxes', JSON.stringify([entry]));
  for (let mail = 0; mail < FEW_MAILS; mail += 1) box.put(writeMail());
  await pollAll();
  const few = await peakMegabytes();
  for (let mail = FEW_MAILS; mail < many; mail += 1) box.put(writeMail());
  const startedAt = Date.now();
  await pollAll();
  const seconds = (Date.now() - startedAt) / 1000;
  const growth = (await peakMegabytes()) - few;
  const outcomes = await countOutcomes();
  const conversations = await countConversations();
  isGood = outcomes.delivered === many && conversations === many && growth <= 40;
  console.log(
    `${many} mails: ${JSON.stringify(outcomes)}, ${conversations} conversations, ${seconds.toFixed(0)} s; poll-mailboxes ${few.toFixed(0)} MB after ${FEW_MAILS} mails, ${growth.toFixed(0)} MB more after ${many}`,
  );
} finally {
  await dovecot.stop();
  pipeline.kill();
}
process.exit(isGood ? 0 : 1);
