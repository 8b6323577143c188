import { describe, expect, it } from 'vitest';
import { listSettings } from '../../functions/settings/list-settings.ts';

const rowOf = (texts: Record<string, string>, name: string) =>
  listSettings(texts).find((row) => row.name === name);

describe('listSettings', () => {
  it('lists every setting with its default', () => {
    expect(rowOf({}, 'locale')).toEqual({ name: 'locale', text: 'en', isDefault: true });
    expect(rowOf({ locale: 'it' }, 'locale')).toEqual({
      name: 'locale',
      text: 'it',
      isDefault: false,
    });
  });

  it('says why a value is refused (S20)', () => {
    expect(rowOf({ 'grouping-seconds': '901' }, 'grouping-seconds')?.problem).toMatch(/900/);
    expect(rowOf({ delimiter: 'yes' }, 'delimiter')?.problem).toMatch(/on/);
  });

  it('says that two settings do not fit together (R4)', () => {
    const mailboxes = JSON.stringify([
      {
        name: 'main',
        protocol: 'imap',
        host: 'imap.example',
        port: 993,
        tls: true,
        user: 'u',
        secret: 's',
        address: 'other@piping.example',
      },
    ]);
    const texts = { mailboxes, 'sender-address': 'support@piping.example' };
    expect(rowOf(texts, 'mailboxes')?.problem).toMatch(/sender-address/);
  });

  it('says that a parameter is no setting', () => {
    expect(rowOf({ 'tag-prefx': 'LC' }, 'tag-prefx')?.problem).toMatch(/no setting/);
  });
});
