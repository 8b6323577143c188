import { describe, expect, it } from 'vitest';
import { SETTING_DEFAULTS } from '../../../functions/settings/settings.ts';
import { reportSettings } from '../../../functions/steps/configuring/report-settings.ts';

const IN_ORDER = { ...SETTING_DEFAULTS, 'sender-address': 'support@example.com' };

async function report(texts: Record<string, string>) {
  const logged: { level: string; fields: Record<string, unknown> }[] = [];
  const keep = (level: string) => (fields: Record<string, unknown>) => {
    logged.push({ level, fields });
  };
  const found = await reportSettings({
    readTexts: async () => texts,
    log: { info: keep('info'), warn: keep('warn'), error: keep('error') },
  });
  return { found, errors: logged.filter(({ level }) => level === 'error') };
}

describe('reportSettings', () => {
  it('logs nothing if all settings are in order', async () => {
    expect(await report(IN_ORDER)).toEqual({ found: [], errors: [] });
  });

  it('logs a bad value with its name and the reason (S20)', async () => {
    const { found, errors } = await report({ ...IN_ORDER, 'grouping-seconds': '901' });
    expect(found).toHaveLength(1);
    expect(errors[0]?.fields).toEqual({
      setting: 'grouping-seconds',
      reason: expect.stringContaining('900'),
    });
  });

  it('never logs the value, which may be a secret in the wrong place', async () => {
    const { errors } = await report({ ...IN_ORDER, mailboxes: 'canary-password' });
    expect(errors).toHaveLength(1);
    expect(JSON.stringify(errors)).not.toContain('canary-password');
  });

  it('logs an unknown name, as a misspelt setting has no effect', async () => {
    const { found } = await report({ ...IN_ORDER, delimeter: 'on' });
    expect(found).toEqual([{ name: 'delimeter', reason: 'there is no setting of this name' }]);
  });

  it('logs a mailbox whose address is not the sender address (R4)', async () => {
    const mailbox = {
      name: 'gmail',
      preset: 'gmail',
      user: 'other@example.com',
      address: 'other@example.com',
      secret: 'gmail',
    };
    const { found } = await report({ ...IN_ORDER, mailboxes: JSON.stringify([mailbox]) });
    expect(found).toEqual([
      { name: 'mailboxes', reason: expect.stringContaining('sender-address') },
    ]);
  });
});
