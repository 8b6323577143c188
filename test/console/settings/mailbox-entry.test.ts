import { describe, expect, it } from 'vitest';
import {
  draftOf,
  entryOf,
  loginChanges,
  type MailboxDraft,
  type MailboxEntry,
  named,
  withPlace,
} from '../../../console/settings/mailbox-entry.ts';
import { mailboxEntry } from '../../../functions/settings/mailboxes/mailbox-entry.ts';

const support: MailboxEntry = {
  name: 'support-shop.example',
  preset: 'gmail',
  user: 'support@shop.example',
  secret: 'support-shop.example',
  address: 'support@shop.example',
};
const draft = (entry?: MailboxEntry, password = '') => ({
  ...draftOf(entry, 'support@shop.example'),
  password,
});
const namesOf = (others: MailboxEntry[], entry?: MailboxEntry, password = '') => {
  const { name, secret } = named(draft(entry, password), others);
  return [name, secret];
};

describe('loginChanges (S20)', () => {
  const changed = (changes: Partial<MailboxDraft>, entry = support) =>
    loginChanges(entry, { ...draftOf(entry, 'support@shop.example'), ...changes });

  it.each([
    { host: 'imap.thief.example' },
    { port: '994' },
    { tls: 'starttls' },
    { protocol: 'pop3' },
    { user: 'another' },
    { ca: '-----BEGIN CERTIFICATE-----' },
  ] as Partial<MailboxDraft>[])('is true for %o', (changes) => {
    expect(changed(changes)).toBe(true);
  });

  it.each([
    {},
    { folder: 'Archive', after: 'seen', since: '2026-11-01' },
    { user: ' support@shop.example ' },
    { password: 'new' },
  ] as Partial<MailboxDraft>[])('is false for %o', (changes) => {
    expect(changed(changes)).toBe(false);
  });

  it('is false where the protocol was changed and changed back', () => {
    const entry = { ...support, protocol: 'pop3' } as const;
    const there = withPlace(draftOf(entry, 'support@shop.example'), { protocol: 'imap' });
    expect(loginChanges(entry, there)).toBe(true);
    expect(loginChanges(entry, withPlace(there, { protocol: 'pop3' }))).toBe(false);
  });

  it('is true for the address of an entry that logs in by it', () => {
    expect(changed({ user: '', address: 'other@shop.example' })).toBe(true);
  });
});

describe('a mailbox from the form', () => {
  it('is named after its address, and so is its secret', () => {
    expect(namesOf([])).toEqual(['support-shop.example', 'support-shop.example']);
  });

  it('gets neither the name nor the secret of another mailbox', () => {
    expect(namesOf([support], undefined, 'new')).toEqual([
      'support-shop.example-2',
      'support-shop.example-2',
    ]);
  });

  it('keeps its secret when its password changes, so that none is left behind', () => {
    expect(namesOf([], { ...support, secret: 'by-hand' }, 'new')[1]).toBe('by-hand');
  });

  it('gets a secret of its own when its password changes and another mailbox shares the secret', () => {
    const other = { ...support, name: 'archive', secret: 'shared' };
    expect(namesOf([other], { ...support, secret: 'shared' })[1]).toBe('shared');
    expect(namesOf([other], { ...support, secret: 'shared' }, 'new')[1]).toBe(
      'support-shop.example',
    );
  });

  it('is saved unchanged if nothing was changed', () => {
    expect(entryOf(named(draft(support), []))).toEqual(support);
  });

  it('keeps every field that an entry may have, shown or not', () => {
    const { preset, ...own } = support;
    const whole: MailboxEntry = {
      ...own,
      protocol: 'imap',
      host: 'imap.shop.example',
      port: 993,
      tls: true,
      folder: 'Support',
      after: 'seen',
      since: '2026-11-01',
      authservId: 'mx.shop.example',
      auth: 'xoauth2',
      ca: '-----BEGIN CERTIFICATE-----',
      trustedAuthSource: 'shop.example',
      trustedArcSealers: ['forwarder.example'],
    };
    expect(Object.keys({ ...whole, preset }).toSorted()).toEqual(
      Object.keys(mailboxEntry.entries).toSorted(),
    );
    expect(entryOf(named(draft(whole), []))).toEqual(whole);
  });

  it('signs in as its new provider does', () => {
    const entry: MailboxEntry = { ...support, auth: 'xoauth2' };
    const moved = withPlace(draft(entry), { preset: 'yahoo' });
    expect(entryOf(named(moved, []))).toEqual({ ...support, preset: 'yahoo' });
  });
});
