import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { parseMessage } from '../../../../functions/mail/parse-message.ts';
import { readWords } from '../../../../functions/steps/receiving/reading/read-words.ts';

const TEXT = 'The blue one, please, and send it on Monday: nobody is at home before, as I wrote.\n';

async function read(html: string, text = TEXT) {
  const raw = `From: Carla <carla@c.example>\r\nSubject: Lamp\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--b\r\nContent-Type: text/html\r\n\r\n${html}\r\n--b--\r\n`;
  const parsed = await parseMessage(Readable.from([Buffer.from(raw)]));
  if (parsed.kind !== 'message') throw new Error(parsed.kind);
  return readWords(parsed.message, [], false);
}

it('stores no HTML that says less than the text (S13)', async () => {
  expect(await read('<p>Your program cannot show this.</p>')).toMatchObject({
    reply: TEXT.trim(),
    html: undefined,
  });
});

it('stores HTML without the history that only the text part holds, too (S12, S13)', async () => {
  const history = `On 3 Nov 2026 10:01, Anna <anna@shop.example> wrote:\n${'> Which colour shall it have?\n'.repeat(9)}`;
  const { reply, html } = await read('<p>The <b>blue</b> one.</p>', `The blue one.\n\n${history}`);
  expect([reply, html?.trim()]).toEqual(['The blue one.', '<p>The <b>blue</b> one.</p>']);
});

it.each([
  ['an answer’s', 'In-Reply-To: <1@shop.example>\r\nSubject: Lamp', 'It is not.'],
  ['an answer’s, by its subject', 'Subject: AW: Lamp', 'It is not.'],
  ['a first mail’s', 'Subject: Lamp', '> It works\n\nIt is not.'],
])('reads a typed quote at the top as %s (S12)', async (_, head, reply) => {
  const raw = `From: Carla <carla@c.example>\r\n${head}\r\n\r\n> It works\r\n\r\nIt is not.`;
  const parsed = await parseMessage(Readable.from([Buffer.from(raw)]));
  expect(parsed.kind === 'message' && readWords(parsed.message, [], false).reply).toBe(reply);
});
