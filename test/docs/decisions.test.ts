import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { expectGenerated } from '../support/generated-document.ts';

const FOLDER = 'docs/decisions';

describe('docs/decisions/README.md', () => {
  it('lists every decision by its number and title', () => {
    const pages = readdirSync(FOLDER).filter((name) => /^\d{4}-/.test(name));
    const rows = pages.toSorted().map((page) => {
      const [, number, title] =
        /^# (\d{4}) (.+)$/m.exec(readFileSync(`${FOLDER}/${page}`, 'utf8')) ?? [];
      if (number === undefined || !page.startsWith(number))
        throw new Error(`${page} must begin with "# ${page.slice(0, 4)} " and its title`);
      return `- [${number}](${page}) ${title}`;
    });
    expectGenerated(`${FOLDER}/README.md`, rows.join('\n'));
  });
});
