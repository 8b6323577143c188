import { describe, expect, it } from 'vitest';
import { renderPreheader } from '../../../functions/notifications/html-page.ts';
import { readSettings } from '../../../functions/settings/read-settings.ts';
import { displayName } from '../../../functions/steps/notifying/mail-names.ts';
import { secretKey } from '../../support/secret-key.ts';

const settings = readSettings({ 'sender-form': 'author' }).settings;
const keys = { current: 'k', keys: { k: secretKey(1) } };

describe('what is too long for its place in a mail', () => {
  it.each(['', 'x'])('is cut beside an emoji, not through it, behind %j', (before) => {
    const long = before + '👍'.repeat(500);
    const name = displayName('1000', long, settings, keys);
    expect([name.length < 200, name.isWellFormed()]).toEqual([true, true]);
    expect(renderPreheader(long).isWellFormed()).toBe(true);
  });
});
