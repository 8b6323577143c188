import { createReadStream, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readWithMailparser } from '../../bench/mailparser-reader.ts';
import { parseMessage } from '../../functions/mail/parse-message.ts';

const CORPUS = new URL('../replies/corpus/', import.meta.url);
const mails = readdirSync(CORPUS).filter((name) => name.endsWith('.eml'));

describe('parseMessage beside mailparser (decision 0040)', () => {
  it('reads subject, author, texts and files of the corpus as mailparser does', async () => {
    expect(mails.length).toBeGreaterThan(100);
    for (const name of mails) {
      const ours = await parseMessage(createReadStream(new URL(name, CORPUS)));
      const theirs = await readWithMailparser(createReadStream(new URL(name, CORPUS)));
      if (ours.kind !== 'message' || theirs.kind !== 'message')
        throw new Error(`no message: ${name}`);
      const { subject, text, html, attachments, bodySha256, author } = ours.message;
      expect({
        name,
        subject,
        text,
        html,
        files: attachments.map(({ sha256 }) => sha256),
        from: author?.address,
        bodySha256,
      }).toEqual({
        name,
        subject: theirs.subject,
        text: theirs.text,
        html: theirs.html,
        files: theirs.files.map(({ sha256 }) => sha256),
        from: theirs.from[0]?.toLowerCase(),
        bodySha256: theirs.bodySha256,
      });
    }
  });
});
