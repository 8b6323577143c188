import { describe, expect, it } from 'vitest';
import {
  describeSetting,
  describeType,
  formatSettings,
} from '../../functions/settings/describe-settings.ts';
import { listSettings } from '../../functions/settings/list-settings.ts';
import { SETTING_MEANINGS } from '../../functions/settings/setting-meanings.ts';
import { SETTING_NAMES } from '../../functions/settings/settings.ts';

describe('formatSettings', () => {
  it('is a table with aligned columns', () => {
    const lines = formatSettings(listSettings({ delimiter: 'yes' })).split('\n');
    const at = lines[0]?.indexOf('value') ?? -1;
    for (const line of lines) expect(line.slice(at - 1, at)).toMatch(/^\s?$/);
    expect(lines.find((line) => line.startsWith('delimiter'))).toMatch(/yes +✗ /);
    expect(lines.find((line) => line.startsWith('sender-address'))).toMatch(/\(not set\)/);
  });
});

describe('describeSetting', () => {
  it.each(SETTING_NAMES)('gives the meaning and the allowed values of %s', (name) => {
    const text = describeSetting(name, {});
    expect(text).toContain(SETTING_MEANINGS[name]);
    expect(text).toContain(describeType(name));
    expect(describeType(name)).not.toMatch(/undefined/);
  });

  it('says why a value is bad (S20)', () => {
    expect(describeSetting('delimiter', { delimiter: 'yes' })).toMatch(/^delimiter = yes\n {2}✗ ./);
  });
});
