/**
 * `npm run bench:mailbox [-- <mails>]`: polls a full mailbox over IMAP and over POP3. Every mail must
 * be stored and queued exactly once, and peak memory must stay within 40 MB of that for 100 mails.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Mailbox } from '../../functions/settings/mailboxes/mailboxes.ts';
import { MailboxWorld, writeMail } from '../../test/mailboxes/mailbox-world.ts';

const FEW_MAILS = 100;
const DEFAULT_MAILS = 10_000;
const MAX_GROWTH_MEGABYTES = 40;
const MILLISECONDS_PER_SECOND = 1000;
/** A small young generation, so that the peak shows live memory. Lambda's Node has 25 MB (decision 0053). */
const FUNCTION_OPTIONS = ['--max-semi-space-size=4', '--max-old-space-size=512'];
const POLL_ONCE = fileURLToPath(new URL('./poll-once.ts', import.meta.url));

interface Figures {
  taken: number;
  once: number;
  seconds: number;
  peakMegabytes: number;
}

async function runPoll(task: object): Promise<{ taken: number; peakMegabytes: number }> {
  const child = spawn(process.execPath, [...FUNCTION_OPTIONS, POLL_ONCE, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  await once(child, 'exit');
  return JSON.parse(output);
}

async function measure(
  world: MailboxWorld,
  protocol: Mailbox['protocol'],
  mails: number,
): Promise<Figures> {
  const { box, mailbox } = world.addMailbox(protocol);
  for (let mail = 0; mail < mails; mail += 1)
    box.put(writeMail({ body: 'A line.\r\n'.repeat(50) }));
  const { endpoints, bucket, queueUrl, tableName } = world.aws;
  const startedAt = Date.now();
  const { taken, peakMegabytes } = await runPoll({
    endpoints,
    names: { bucket, queueUrl, tableName },
    mailbox,
    password: box.password,
    activatedAtMs: world.activatedAtMs,
  });
  const seconds = (Date.now() - startedAt) / MILLISECONDS_PER_SECOND;
  const keys = (await world.queued()).map(({ key }) => key);
  const isOnce = keys.length === mails && new Set(keys).size === mails;
  return { taken, once: isOnce ? mails : new Set(keys).size, seconds, peakMegabytes };
}

const many = Number(process.argv[2] ?? DEFAULT_MAILS);
const world = await MailboxWorld.start();
let isGood = true;
try {
  for (const protocol of ['imap', 'pop3'] as const) {
    const few = await measure(world, protocol, FEW_MAILS);
    const all = await measure(world, protocol, many);
    const growth = all.peakMegabytes - few.peakMegabytes;
    isGood &&= all.taken === many && all.once === many && growth <= MAX_GROWTH_MEGABYTES;
    console.log(
      `${protocol}: ${all.once} of ${many} mails exactly once in ${all.seconds.toFixed(1)} s; peak ${all.peakMegabytes.toFixed(0)} MB, ${growth.toFixed(0)} MB over that for ${FEW_MAILS} mails`,
    );
  }
} finally {
  await world.stop();
}
console.log(isGood ? 'within the limits' : 'NOT within the limits');
process.exit(isGood ? 0 : 1);
