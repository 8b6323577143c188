import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Message } from '../../functions/mail/message.ts';
import { type ParseOptions, parseMessage } from '../../functions/mail/parse-message.ts';

/** The message of a fixture, which is named after its peculiarity. */
export async function readFixture(name: string, options?: ParseOptions): Promise<Message> {
  const raw = createReadStream(new URL(`fixtures/${name}.eml`, import.meta.url));
  return messageOf(await parseMessage(raw, options));
}

/** The message of a raw mail; a string has one character per octet. */
export async function readRaw(raw: string | Buffer, options?: ParseOptions): Promise<Message> {
  return messageOf(await parseMessage(streamOf(raw), options));
}

export function streamOf(raw: string | Buffer, chunkBytes = 16 * 1024): Readable {
  const octets = typeof raw === 'string' ? Buffer.from(raw, 'latin1') : raw;
  return Readable.from(chunksOf(octets, chunkBytes), { objectMode: false });
}

function* chunksOf(octets: Buffer, chunkBytes: number): Generator<Buffer> {
  for (let at = 0; at < octets.length; at += chunkBytes) yield octets.subarray(at, at + chunkBytes);
}

function messageOf(parsed: Awaited<ReturnType<typeof parseMessage>>): Message {
  if (parsed.kind !== 'message') throw new Error(`no message: ${JSON.stringify(parsed)}`);
  return parsed.message;
}
