import { describe, expect, it } from 'vitest';
import { readSettings } from '../../functions/settings/read-settings.ts';
import { parseReceivesAt } from '../../functions/settings/receiving-addresses.ts';

const receiving = parseReceivesAt('support@example.com sales@example.com');
const read = (texts: Record<string, string>, lastGood = readSettings({}).settings) =>
  readSettings(texts, receiving, lastGood);
const senderOf = (texts: Record<string, string>) => read(texts).settings['sender-address'];

describe('readSettings', () => {
  it('uses the piping address if sender-address is not set (S20)', () => {
    expect(senderOf({})).toBe('support@example.com');
    expect(senderOf({ 'sender-address': ' ' })).toBe('support@example.com');
  });

  it('accepts another address that the deployment receives at', () => {
    expect(senderOf({ 'sender-address': 'sales@example.com' })).toBe('sales@example.com');
  });

  it('keeps the last good sender if the new one is not possible (S20, R4)', () => {
    const lastGood = read({ 'sender-address': 'sales@example.com' }).settings;
    const { settings, problems } = read({ 'sender-address': 'ceo@example.com' }, lastGood);
    expect(settings['sender-address']).toBe('sales@example.com');
    expect(problems).toEqual([
      { name: 'sender-address', reason: expect.stringContaining('possible are') },
    ]);
  });

  it('falls back to the piping address if there was no good one', () => {
    expect(senderOf({ 'sender-address': 'ceo@example.com' })).toBe('support@example.com');
  });

  it.each([
    ['control characters', 'Support\u0000Board'],
    ['line separators', 'Support\u2028Board'],
    ['what turns round the words around it', 'Support \u202edraoB'],
    ['a direction of its own, which From would lose', '\u2067Support\u2069'],
  ])('refuses a sender-name with %s (S20)', (_, name) => {
    const { settings, problems } = read({ 'sender-name': name });
    expect(settings['sender-name']).toBe('Support');
    expect(problems).toEqual([
      { name: 'sender-name', reason: expect.stringContaining('must not hold') },
    ]);
  });

  it.each(['own-list-ids', 'trusted-arc-sealers'] as const)(
    'takes %s apart at commas, too (S3, S5)',
    (name) => {
      const { settings } = read({ [name]: 'team.example.org, Sales.example.org;a.example' });
      expect(settings[name]).toEqual(['team.example.org', 'sales.example.org', 'a.example']);
    },
  );
});
