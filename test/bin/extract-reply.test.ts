import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { linesOf } from '../../local/lines-of.ts';

/** One for all tests, because each costs a second: it answers line by line, in order. */
const extractor = spawn(process.execPath, ['bin/extract-reply.ts'], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const answers = linesOf(extractor.stdout.setEncoding('utf8'));
afterAll(async () => {
  extractor.stdin.end();
  expect(await once(extractor, 'exit')).toEqual([0, null]);
});

async function outputOf(lines: readonly string[]): Promise<string[]> {
  extractor.stdin.write(`${lines.join('\n')}\n`);
  const output: string[] = [];
  while (output.length < lines.length) output.push((await answers.next()).value ?? '');
  return output;
}

async function extract(lines: readonly string[]): Promise<unknown[]> {
  return (await outputOf(lines)).map((line): unknown => JSON.parse(line));
}

const MAIL = [
  'From: Maria <maria@rossi.example>',
  'Subject: Re: printer',
  'Precedence: bulk',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: 8bit',
  '',
  'S\u00c3\u00ac.',
  '',
  '> Is it fixed?',
  '--b',
  'Content-Type: text/plain',
  'Content-Disposition: attachment; filename=a.txt',
  '',
  'abc',
  '--b--',
  '',
].join('\r\n');

describe('npm run extract', () => {
  it('ends without a word when nobody reads its answers any more', async () => {
    const child = spawn(process.execPath, ['bin/extract-reply.ts']);
    const line = `${JSON.stringify({ kind: 'text', input: 'Yes.' })}\n`;
    child.stdin.on('error', () => undefined);
    child.stdin.end(line.repeat(5000));
    child.stdout.once('data', () => child.stdout.destroy());
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect([said, code]).toEqual(['', 0]);
  });

  it('reads a mail that was given as decoded text', async () => {
    const input = Buffer.from(MAIL, 'latin1').toString('utf8').replace('Sì', 'Sì ☃');
    const [answer] = await extract([JSON.stringify({ id: 'e', kind: 'eml', input })]);
    expect(answer).toMatchObject({ id: 'e', reply: 'Sì ☃.' });
  });

  it('ignores a byte order mark before a line (RFC 8259 §8.1)', async () => {
    const line = JSON.stringify({ id: 'b', kind: 'text', input: 'Yes.' });
    expect(await extract([`\ufeff${line}`])).toEqual([{ id: 'b', reply: 'Yes.' }]);
  });

  it('answers each line in order and continues after one that it cannot read (docs/replies.md)', async () => {
    const answers = await extract([
      JSON.stringify({ id: 'a', kind: 'text', input: 'Yes.\n\n> Is it fixed?' }),
      'no json',
      JSON.stringify({ id: 'b', kind: 'zip', input: '' }),
      JSON.stringify({ id: 7, kind: 'text' }),
      JSON.stringify({
        id: 'c',
        kind: 'html',
        input: '<p>Yes.</p><blockquote type="cite">a?</blockquote>',
      }),
    ]);
    expect(answers).toEqual([
      { id: 'a', reply: 'Yes.' },
      { id: null, error: expect.any(String) },
      { id: 'b', error: expect.stringContaining('kind') },
      { id: 7, error: expect.stringContaining('input') },
      { id: 'c', reply: 'Yes.' },
    ]);
  });

  it('takes a line separator within a text for no end of the line (RFC 8259 §7)', async () => {
    const lines = ['\u2028', '\u2029', '\u0085'].map((separator, id) =>
      JSON.stringify({ id, kind: 'text', input: `One${separator}two` }),
    );
    const output = await outputOf(lines);
    expect(output.join('')).not.toMatch(/[\u0085\u2028\u2029]/);
    expect(output.map((line) => JSON.parse(line).id)).toEqual([0, 1, 2]);
  });

  it('reads a raw mail, its attachments and why it is automatic (S5)', async () => {
    const [answer] = await extract([JSON.stringify({ id: 1, kind: 'eml', input: MAIL })]);
    expect(answer).toEqual({
      id: 1,
      reply: 'Sì.',
      attachments: [
        {
          filename: 'a.txt',
          contentType: 'text/plain',
          sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
          inline: false,
        },
      ],
      automatic: 'bulk',
    });
  });

  it('says which word of a policy it does not know', async () => {
    const [answer] = await extract([
      JSON.stringify({ id: 'w', kind: 'text', input: 'Yes.', policy: { signatur: 'keep' } }),
    ]);
    expect(answer).toEqual({ id: 'w', error: expect.stringContaining('"signatur"') });
  });

  const SENT_MAIL =
    'Hello Ann,\n\nyour parcel left our house today and will be with you on Friday.\nThe lamp is inside.\n\nKim\n';

  it('uses a given parsed body, policy and sent texts', async () => {
    const answers = await extract([
      JSON.stringify({
        id: 'p',
        kind: 'eml',
        input: 'x',
        text: 'Yes.\n\nRegards,\nAnn',
        policy: { signature: 'strip' },
      }),
      JSON.stringify({
        id: 's',
        kind: 'text',
        input: SENT_MAIL,
        sent: [SENT_MAIL],
      }),
    ]);
    expect(answers).toEqual([
      { id: 'p', reply: 'Yes.', attachments: [], automatic: null },
      { id: 's', reply: '' },
    ]);
  });
});
