import { describe, expect, it } from 'vitest';
import { readMessageIds } from '../../functions/mail/message-ids.ts';
import { mailOf } from './mail-of.ts';
import { readRaw } from './read-fixture.ts';

describe('readMessageIds (S1)', () => {
  it.each([
    ['<a@x.example> <b@x.example>'],
    ['=?utf-8?Q?=3Ca=40x.example=3E?= <b@x.example>'],
    ['<a@x.\t example> < b@x.example >'],
    ['a@x.example, b@x.example'],
    ['a@x.example b@x.example>'],
    ['<a@x.example><b@x.example>'],
    ['<a@x.example> b@x.example'],
    ['<a@x.example <b@x.example>'],
    ['&lt;a@x.example&gt; %3Cb@x.example%3E'],
    ['[a@x.example] <mailto:b@x.example>'],
    ['mid:a@x.example ＜b@x.example＞'],
    ['%3Ca%40x.example%3E b%40x.example'],
  ])('reads %j', (value) => {
    expect(readMessageIds([value])).toEqual(['<a@x.example>', '<b@x.example>']);
  });

  it('reads the ids of all fields of the name, each once', () => {
    expect(readMessageIds(['<a@x.example>', '<b@x.example>', 'a@x.example'])).toEqual([
      '<a@x.example>',
      '<b@x.example>',
    ]);
  });

  it('gives the root of a long thread and the nearest ancestors, out of the last 64 Ki characters', () => {
    const ids = Array.from({ length: 200 }, (_, at) => `<${at}@x.example>`);
    expect(readMessageIds(ids)).toEqual([...ids.slice(0, 10), ...ids.slice(110)]);
    expect(readMessageIds(ids.slice(0, 100))).toEqual(ids.slice(0, 100));
    const far = `<far@x.example>${' '.repeat(64 * 1024)}`;
    expect(readMessageIds([far, '<near@x.example>'])).toEqual(['<near@x.example>']);
  });

  it('removes no scheme from the middle of an id', () => {
    expect(readMessageIds(['<amid:b@x.example>'])).toEqual(['<amid:b@x.example>']);
  });

  it('never gives empty ids', () => {
    expect(readMessageIds(['<> <@> < @ > <a@> <@b> a b'])).toEqual([]);
  });
});

describe('recipients (S1)', () => {
  it.each([
    'Delivered-To',
    'X-Original-To',
    'X-Delivered-To',
    'X-Forwarded-To',
    'Envelope-To',
    'X-Envelope-To',
    'Resent-To',
    'Resent-Cc',
    'Apparently-To',
    'X-Apparently-To',
    'X-Original-Recipient',
    'X-Real-To',
    'X-Rcpt-To',
    'X-Gm-Original-To',
  ])('are read from %s', async (field) => {
    const { deliveredTo } = await readRaw(
      mailOf(`${field}: Support <support+abc@piping.example>`, 'x'),
    );
    expect(deliveredTo).toEqual(['support+abc@piping.example']);
  });

  it.each([
    'rfc822; support+abc@piping.example',
    'RFC822;support+abc@piping.example',
    '<support+abc@piping.example>',
    'Support <support+abc@piping.example>, support+abc@piping.example',
  ])('are read as servers write them: %s (RFC 8098 §2.3)', async (value) => {
    const { deliveredTo } = await readRaw(mailOf(`Original-Recipient: ${value}`, 'x'));
    expect(deliveredTo).toEqual(['support+abc@piping.example']);
  });

  it('are read from To and Cc, each from its own field', async () => {
    const fields = 'To: a@x.example\nCc: b@x.example\nReply-To: c@x.example\nDate: today';
    const { to, cc, date } = await readRaw(mailOf(fields, 'x'));
    const address = ([first]: { address: string }[]) => first?.address;
    expect([address(to), address(cc), date]).toEqual(['a@x.example', 'b@x.example', 'today']);
  });

  it('are at most 100 from fields of servers', async () => {
    const fields = Array.from({ length: 101 }, (_, at) => `Delivered-To: a${at}@x.example`);
    const one = `Delivered-To: ${Array.from({ length: 101 }, (_, at) => `b${at}@x.example`).join(', ')}`;
    expect((await readRaw(mailOf(fields.join('\n'), 'x'))).deliveredTo).toHaveLength(100);
    expect((await readRaw(mailOf(one, 'x'))).deliveredTo).toHaveLength(100);
  });

  it('are read from links', async () => {
    const { to } = await readRaw(mailOf('To: Support <mailto:support+abc@piping.example>', 'x'));
    expect(to).toEqual([{ name: 'Support', address: 'support+abc@piping.example' }]);
  });

  it.each(['To', 'Delivered-To'])(
    'are read where a client folded them inside the brackets, in %s',
    async (field) => {
      const folded = `${field}: Support <support+a\n bc@piping.\n\texample>, Anna <anna@x.example>`;
      const { to, deliveredTo } = await readRaw(mailOf(folded, 'x'));
      expect([...to.map(({ address }) => address), ...deliveredTo]).toEqual([
        'support+abc@piping.example',
        'anna@x.example',
      ]);
    },
  );

  it.each([
    "'support+abc@piping.example'",
    "<'support+abc@piping.example'>",
    '"support+abc@piping.example"',
    '[support+abc@piping.example]',
    'Support [mailto:support+abc@piping.example]',
    'Support <mailto:support+abc@piping.example?subject=Re:%20Order>',
    'Support &lt;support+abc@piping.example&gt;',
    'support+abc%40piping.example',
    '((support+abc@piping.example))',
    'support+a\u200bbc@piping.example',
  ])('are read beside others where a client wrote marks around or into them: %s', async (value) => {
    const { to } = await readRaw(mailOf(`To: Anna <anna@x.example>, ${value}`, 'x'));
    const addresses = to.map(({ address }) => address);
    expect(addresses).toEqual(['anna@x.example', 'support+abc@piping.example']);
  });

  it('are not made of text without an address', async () => {
    const { to } = await readRaw(mailOf('To: Team, (nobody), <>, 5%40, [@]', 'x'));
    expect(to).toEqual([]);
  });

  it('are read from encoded words if nothing else can be meant', async () => {
    const { to } = await readRaw(
      mailOf('To: =?utf-8?Q?Support_=3Csupport+abc=40piping.example=3E?=', 'x'),
    );
    expect(to).toEqual([{ name: 'Support', address: 'support+abc@piping.example' }]);
  });
});
