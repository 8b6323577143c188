import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../functions/mail/message.ts';
import { parseMessage } from '../../functions/mail/parse-message.ts';
import { extractReply } from '../../functions/replies/extract-reply.ts';
import { readHtmlLines } from '../../functions/replies/html/read-html-lines.ts';
import { splitWords } from '../../functions/replies/sent/find-sent-words.ts';
import { readWords } from '../../functions/steps/receiving/reading/read-words.ts';

const CORPUS = new URL('corpus/', import.meta.url);

const files = await readdir(CORPUS);

/** Runs of blank lines count as one, because clients write empty paragraphs or `div`s (corpus/README.md). */
const foldBlank = (text: string): string => text.replace(/\n{2,}/g, '\n\n').trim();

/** The texts that we sent, separated by form feed lines, for mails without any other marker. */
async function readSent(name: string): Promise<string[]> {
  const file = name.replace(/eml$/, 'sent.txt');
  if (!files.includes(file)) return [];
  return (await readFile(new URL(file, CORPUS), 'utf8')).split('\f');
}

const names = files.filter((name) => name.endsWith('.eml'));

/** Letters and digits as people see them. Link addresses stand in the text alone. */
const wordsOf = (text: string): string => splitWords(text.replace(/\(https?:\S+?\)/g, '')).join('');

async function readMail(name: string): Promise<Message> {
  const parsed = await parseMessage(createReadStream(new URL(name, CORPUS)));
  if (parsed.kind !== 'message') throw new Error(`${name} is ${parsed.kind}`);
  return parsed.message;
}

describe('extractReply', () => {
  it.each(names)('gives what the person wrote in %s (R26–R29)', async (name) => {
    const message = await readMail(name);
    const expected = await readFile(new URL(name.replace(/eml$/, 'txt'), CORPUS), 'utf8');
    const sent = await readSent(name);
    expect(foldBlank(extractReply({ ...message, sent }).reply)).toBe(foldBlank(expected));
  });

  it.each(names)('says the same in the HTML of %s (S12, S13)', async (name) => {
    const message = await readMail(name);
    const sent = await readSent(name);
    const { reply, html } = readWords(message, sent, sent.length > 0);
    expect(html === undefined).toBe(message.html === undefined);
    const shown =
      html === undefined
        ? reply
        : readHtmlLines(html, false)
            .map(({ text }) => text)
            .join('\n');
    expect(wordsOf(shown)).toBe(wordsOf(reply));
  });
});
