// `npm run bench:replies [-- records.jsonl]`: pass rate on our corpus,
// time on hostile bodies, and speed compared with other parsers.
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { parseMessage } from '../functions/mail/parse-message.ts';
import type { ReplyInput } from '../functions/replies/choose-body.ts';
import { extractReply } from '../functions/replies/extract-reply.ts';
import { HOSTILE } from './replies-hostile.ts';
import { compareSpeed } from './replies-speed.ts';

const CORPUS = new URL('../test/replies/corpus/', import.meta.url);
const SIZE_CHARS = 1_000_000;
const BEST_OF = 3;

const foldBlank = (text: string): string => text.replace(/\n{2,}/g, '\n\n').trim();

async function readCorpus(): Promise<ReplyInput[]> {
  const files = await readdir(CORPUS);
  const bodies: ReplyInput[] = [];
  let passed = 0;
  for (const name of files.filter((file) => file.endsWith('.eml'))) {
    const parsed = await parseMessage(createReadStream(new URL(name, CORPUS)));
    if (parsed.kind !== 'message') continue;
    const read = (ending: string) =>
      readFile(new URL(name.replace(/eml$/, ending), CORPUS), 'utf8');
    const sent = files.includes(name.replace(/eml$/, 'sent.txt'))
      ? (await read('sent.txt')).split('\f')
      : undefined;
    const { text, html, textFormat } = parsed.message;
    const body = { text, html, textFormat, sent };
    if (foldBlank(extractReply(body).reply) === foldBlank(await read('txt'))) passed++;
    bodies.push(body);
  }
  const share = ((100 * passed) / bodies.length).toFixed(1);
  console.log(`corpus: ${passed} of ${bodies.length} mails as expected (${share} %)\n`);
  return bodies;
}

function measureCpuMs(body: ReplyInput): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < BEST_OF; round++) {
    const before = process.cpuUsage();
    extractReply(body);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

function measureHostile(): void {
  console.log(`${'hostile body, 1 MB'.padEnd(40)} CPU ms  × half`);
  for (const [name, make] of Object.entries(HOSTILE)) {
    const half = measureCpuMs(make(SIZE_CHARS / 2));
    const whole = measureCpuMs(make(SIZE_CHARS));
    // below a millisecond the ratio shows the clock, not the body
    const ratio = whole < 1 ? '-' : (whole / half).toFixed(2);
    console.log(`${name.padEnd(40)} ${whole.toFixed(1).padStart(6)}  ${ratio.padStart(6)}`);
  }
  const divs = measureCpuMs({ html: '<div>'.repeat(1_000_000) + '</div>'.repeat(1_000_000) });
  console.log(`${'1,000,000 divs (11 MB)'.padEnd(40)} ${divs.toFixed(1).padStart(6)}\n`);
}

/** Lines of `{text?, html?}` with parsed bodies. A record with both is measured for each. */
async function readRecords(path: string): Promise<ReplyInput[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line): ReplyInput => JSON.parse(line));
}

const corpus = await readCorpus();
measureHostile();
const path = process.argv[2];
compareSpeed(path === undefined ? corpus : await readRecords(path));
