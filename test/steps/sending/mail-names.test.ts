import { describe, expect, it } from 'vitest';
import { renderPreheader } from '../../../functions/notifications/html-page.ts';
import { readSettings } from '../../../functions/settings/read-settings.ts';
import { displayName } from '../../../functions/steps/sending/mail-names.ts';
import { secretKey } from '../../support/secret-key.ts';

const settings = readSettings({ 'sender-form': 'author' }).settings;
const keys = { current: 'k', keys: { k: secretKey(1) } };

describe('names and texts that are too long for a mail', () => {
  it.each(['', 'x'])('are cut beside an emoji, not through it, after %j', (before) => {
    const long = before + '👍'.repeat(500);
    const name = displayName('1000', long, settings, keys);
    expect([name.length < 200, name.isWellFormed()]).toEqual([true, true]);
    expect(renderPreheader(long).isWellFormed()).toBe(true);
  });
});

describe('displayName', () => {
  const nameOf = (author: string | undefined, given: Record<string, string> = {}) =>
    displayName('2457', author, readSettings({ 'sender-name': 'Board', ...given }).settings, keys);

  it('has the team’s name and the tag, with the prefix and digits of the settings (R24, S2)', () => {
    expect(nameOf('Anna')).toMatch(/^Board \| LC2457-\d{6}$/);
    expect(nameOf('Anna', { 'tag-prefix': 'ABC', 'tag-digits': '4' })).toMatch(
      /^Board \| ABC2457-\d{4}$/,
    );
  });

  const form = { 'sender-form': 'author' };

  it('takes from an author’s name whatever parts name and tag or reads like an address (R24)', () => {
    expect(nameOf(' Anna | <a@b.example>, "x"; y: ', form)).toMatch(
      /^Anna a b\.example x y · Board \| LC2457-\d{6}$/,
    );
    expect(nameOf(undefined, form)).toMatch(/^Board \| /);
    expect(nameOf('|', form)).toMatch(/^Board \| /);
  });

  it.each(['LC1-000000', 'Anna LC2458-473412', 'Anna ＬＣ2458‐473412', 'LC24\u200b58-473412'])(
    'leaves out the author %j, whose tag would contradict ours in the answer (S1)',
    (author) => {
      expect(nameOf(author, form)).toMatch(/^Board \| LC2457-\d{6}$/);
    },
  );
});
