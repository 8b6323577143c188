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
  ])('reads %j', (value) => {
    expect(readMessageIds([value])).toEqual(['<a@x.example>', '<b@x.example>']);
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
    'X-Real-To',
    'X-Rcpt-To',
  ])('are read of %s', async (field) => {
    const { deliveredTo } = await readRaw(
      mailOf(`${field}: Support <support+abc@piping.example>`, 'x'),
    );
    expect(deliveredTo).toEqual(['support+abc@piping.example']);
  });

  it('are read behind their type (RFC 8098 §2.3)', async () => {
    const { deliveredTo } = await readRaw(
      mailOf('Original-Recipient: rfc822; support+abc@piping.example', 'x'),
    );
    expect(deliveredTo).toEqual(['support+abc@piping.example']);
  });

  it('are read out of links', async () => {
    const { to } = await readRaw(mailOf('To: Support <mailto:support+abc@piping.example>', 'x'));
    expect(to).toEqual([{ name: 'Support', address: 'support+abc@piping.example' }]);
  });

  it('are read out of encoded words, where nothing else can be meant', async () => {
    const { to } = await readRaw(
      mailOf('To: =?utf-8?Q?Support_=3Csupport+abc=40piping.example=3E?=', 'x'),
    );
    expect(to).toEqual([{ name: 'Support', address: 'support+abc@piping.example' }]);
  });
});
