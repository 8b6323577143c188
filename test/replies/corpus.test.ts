import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../functions/mail/parse-message.ts';
import { extractReply } from '../../functions/replies/extract-reply.ts';

const CORPUS = new URL('corpus/', import.meta.url);

/** Empty paragraphs and empty `div`s mean the same: runs of blank lines count as one (corpus/README.md). */
const foldBlank = (text: string): string => text.replace(/\n{2,}/g, '\n\n').trim();

const names = (await readdir(CORPUS)).filter((name) => name.endsWith('.eml'));

describe('extractReply', () => {
  it.each(names)('gives what the person wrote in %s (R26–R29)', async (name) => {
    const parsed = await parseMessage(createReadStream(new URL(name, CORPUS)));
    if (parsed.kind !== 'message') throw new Error(`${name} is ${parsed.kind}`);
    const { message } = parsed;
    const expected = await readFile(new URL(name.replace(/eml$/, 'txt'), CORPUS), 'utf8');
    expect(foldBlank(extractReply(message).reply)).toBe(foldBlank(expected));
  });
});
