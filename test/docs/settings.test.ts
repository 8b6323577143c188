import { describe, it } from 'vitest';
import { describeType } from '../../functions/settings/describe-settings.ts';
import { SETTING_MEANINGS } from '../../functions/settings/setting-meanings.ts';
import { SETTING_DEFAULTS, SETTING_NAMES } from '../../functions/settings/settings.ts';
import { expectGenerated } from '../support/generated-document.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');
const shown = (text: string): string => (text.trim() === '' ? '–' : `\`${text}\``);

describe('docs/settings.md', () => {
  it('gives the meaning, the values and the default of every setting', () => {
    const rows = SETTING_NAMES.map(
      (name) =>
        `| \`${name}\` | ${cell(SETTING_MEANINGS[name])} | ${cell(describeType(name))} | ${cell(shown(SETTING_DEFAULTS[name]))} |`,
    );
    const head = ['| setting | meaning | value | default |', '|---|---|---|---|'];
    expectGenerated('docs/settings.md', [...head, ...rows].join('\n'));
  });
});
