/**
 * `npm run bench:parse`: CPU time of reading realistic mails, compared in the same run with mailparser and with
 * a reader built on it that is as bounded as ours. Compare the ratios: the milliseconds depend on the machine.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { MailParser, simpleParser } from 'mailparser';
import { parseMessage } from '../functions/mail/parse-message.ts';
import { readWithMailparser } from './mailparser-reader.ts';
import { REALISTIC_MAILS } from './mails/realistic-mails.ts';

const CHUNK_BYTES = 64 * 1024;
const BASELINE = 'mailparser simpleParser, defaults';
/** mailparser's fastest configuration: streaming, no conversions, each file hashed as ours are. */
const LEAN = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipImageLinks: true,
  skipTextLinks: true,
  keepCidLinks: true,
  checksumAlgo: undefined,
};

const CANDIDATES: Record<string, (raw: Buffer) => Promise<unknown>> = {
  [BASELINE]: (raw) => simpleParser(streamOf(raw)),
  'mailparser MailParser, lean, sha256': readLean,
  'a reader on mailparser, sha256': (raw) => readWithMailparser(streamOf(raw)),
  'parseMessage, sha256': (raw) => parseMessage(streamOf(raw)),
};

for (const [name, make] of Object.entries(REALISTIC_MAILS)) await compare(name, make());

async function compare(name: string, raw: Buffer): Promise<void> {
  const rounds = raw.length > 1e6 ? 7 : 41;
  const repeats = raw.length > 1e5 ? 1 : 50;
  const cpuMs = new Map<string, number[]>();
  for (let round = -2; round < rounds; round++) {
    for (const [candidate, read] of Object.entries(CANDIDATES)) {
      const ms = (await measure(() => read(raw), repeats)) / repeats;
      if (round >= 0) cpuMs.set(candidate, [...(cpuMs.get(candidate) ?? []), ms]);
    }
  }
  const baseline = median(cpuMs.get(BASELINE) ?? []);
  console.log(`${name} (${raw.length} octets)`);
  for (const [candidate, values] of cpuMs) {
    const ms = median(values);
    console.log(
      `  ${candidate.padEnd(38)} ${ms.toFixed(2).padStart(8)} ms  × ${(ms / baseline).toFixed(2)}`,
    );
  }
}

async function measure(read: () => Promise<unknown>, repeats: number): Promise<number> {
  const before = process.cpuUsage();
  for (let i = 0; i < repeats; i++) await read();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function streamOf(raw: Buffer): Readable {
  const chunks = Array.from({ length: Math.ceil(raw.length / CHUNK_BYTES) }, (_, i) =>
    raw.subarray(i * CHUNK_BYTES, (i + 1) * CHUNK_BYTES),
  );
  return Readable.from(chunks, { objectMode: false });
}

function readLean(raw: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const parser = new MailParser(LEAN);
    parser.on('error', reject);
    parser.on('end', () => resolve());
    parser.on('data', (part) => {
      if (part.type !== 'attachment') return;
      const hash = createHash('sha256');
      part.content.on('data', (chunk: Buffer) => hash.update(chunk));
      part.content.on('end', () => {
        hash.digest('hex');
        part.release?.();
      });
    });
    streamOf(raw).pipe(parser);
  });
}
