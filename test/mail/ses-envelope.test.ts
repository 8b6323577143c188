import { describe, expect, it } from 'vitest';
import { readSesEnvelope } from '../../functions/mail/ses-envelope.ts';

const top = [
  { name: 'return-path', value: '<Anna@customer.example>' },
  {
    name: 'received',
    value:
      'from mail.customer.example (mail.customer.example [192.0.2.1]) by inbound-smtp.eu-west-1.amazonaws.com with SMTP id x for support+token@piping.example; Tue, 03 Nov 2026 10:00:00 +0000 (UTC)',
  },
];

describe('readSesEnvelope', () => {
  it('reads sender and recipient from the fields that SES put on top, even a Bcc token', () => {
    expect(readSesEnvelope([...top, { name: 'from', value: 'anna@customer.example' }])).toEqual({
      reversePath: 'anna@customer.example',
      forwardPaths: ['support+token@piping.example'],
    });
  });

  it('reads no Received of the sender', () => {
    const forged = { name: 'received', value: 'from a by b for other@piping.example; Tue' };
    const ours = { name: 'received', value: 'from c by inbound-smtp.eu-west-1.amazonaws.com; Tue' };
    expect(readSesEnvelope([ours, forged]).forwardPaths).toEqual([]);
  });

  const recipientOf = (value: string) =>
    readSesEnvelope([{ name: 'received', value }]).forwardPaths;

  it.each([
    'from a by b for support+t@piping.example; Tue',
    'from a by b for <support+t@piping.example>; Tue',
    'from a by b for  support+t@piping.example ;Tue',
    'from a (b [192.0.2.1]) by c (d) for support+t@piping.example; Tue',
  ])('reads the recipient of %j', (value) => {
    expect(recipientOf(value)).toEqual(['support+t@piping.example']);
  });

  it.each([
    'from a (x for other@piping.example; y) by b; Tue',
    'from a by b; Tue for other@piping.example',
    'from a by b for nobody; Tue',
    'from afor other@piping.example',
  ])('reads none from %j', (value) => {
    expect(recipientOf(value)).toEqual([]);
  });

  it('distinguishes a missing sender from the null reverse-path', () => {
    expect(readSesEnvelope([])).toEqual({ forwardPaths: [] });
    expect(readSesEnvelope([{ name: 'return-path', value: '<>' }])).toEqual({
      reversePath: '',
      forwardPaths: [],
    });
  });
});
