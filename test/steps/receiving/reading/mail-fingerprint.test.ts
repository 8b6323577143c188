import { describe, expect, it } from 'vitest';
import {
  fingerprintUntil,
  mailFingerprint,
} from '../../../../functions/steps/receiving/reading/mail-fingerprint.ts';

type Fingerprinted = Parameters<typeof mailFingerprint>[0];
const from = (...addresses: string[]) => addresses.map((address) => ({ name: '', address }));
const MAIL: Fingerprinted = {
  messageId: '<1@client.example>',
  from: from('carla@kunde.example'),
  date: 'Tue, 03 Nov 2026 10:00:00 +0000',
  bodySha256: 'aa',
};
const NAMELESS = { ...MAIL, messageId: undefined };
const isSame = (one: Fingerprinted, change: Partial<Fingerprinted>) =>
  mailFingerprint(one) === mailFingerprint({ ...one, ...change });

describe('mailFingerprint (S15)', () => {
  it('is the same for the same Message-ID, author and body, whatever the date and names', () => {
    expect(isSame(MAIL, { date: undefined })).toBe(true);
    expect(isSame(MAIL, { from: [{ name: 'Carla', address: 'carla@kunde.example' }] })).toBe(true);
  });

  it.each<[string, Partial<Fingerprinted>]>([
    ['Message-ID', { messageId: '<2@client.example>' }],
    ['author', { from: from('thief@evil.example') }],
    ['body', { bodySha256: 'bb' }],
  ])('differs for another %s', (_, change) => {
    expect(isSame(MAIL, change)).toBe(false);
  });

  it.each<[string, Partial<Fingerprinted>]>([
    ['Date', { date: 'Wed, 04 Nov 2026 10:00:00 +0000' }],
    ['author', { from: from('thief@evil.example') }],
    ['body', { bodySha256: 'bb' }],
  ])('differs for another %s if there is no Message-ID', (_, change) => {
    expect(isSame(NAMELESS, {})).toBe(true);
    expect(isSame(NAMELESS, change)).toBe(false);
  });

  it('does not confuse two authors with one whose address contains both, nor an id with a date', () => {
    const both = { ...MAIL, from: from('a@x.example', 'b@x.example') };
    expect(isSame(both, { from: from('a@x.exampleb@x.example') })).toBe(false);
    const date = { ...NAMELESS, date: '<1@client.example>' };
    expect(mailFingerprint(date)).not.toContain(mailFingerprint(MAIL).split('/')[1]);
  });

  it('begins with the hash of the Message-ID, which also finds the mail (S1)', () => {
    const [id] = mailFingerprint(MAIL).split('/');
    expect(mailFingerprint({ ...MAIL, bodySha256: 'bb' }).split('/')[0]).toBe(id);
    expect(mailFingerprint(NAMELESS)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('fingerprintUntil (S15)', () => {
  const AT = '2026-11-03T10:00:00.000Z';

  it('is forever if Message-ID or Date is part of it', () => {
    expect(fingerprintUntil(MAIL, AT)).toBeUndefined();
    expect(fingerprintUntil({ date: MAIL.date }, AT)).toBeUndefined();
    expect(fingerprintUntil({ messageId: MAIL.messageId }, AT)).toBeUndefined();
  });

  it('is 14 days later if neither is', () => {
    expect(fingerprintUntil({}, AT)).toBe(Date.parse('2026-11-17T10:00:00.000Z'));
  });
});
