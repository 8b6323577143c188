import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

const PAGES = [
  ['README.md', 'README.it.md'],
  ['docs/administrators.md', 'docs/it/amministratori.md'],
] as const;

/** English pages by their translations: an Italian page links to the Italian page, if there is one. */
const TRANSLATED = new Map<string, string>(PAGES.map(([english, italian]) => [italian, english]));

const read = (page: string) => readFileSync(path.join(ROOT, page), 'utf8');
const found = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].map(([, it]) => it);

const blocksOf = (text: string) => found(/^```[a-z]*\n([\s\S]*?)^```/gm, text);
/** The inline code: names of settings, commands, fields. */
const codeOf = (text: string) => found(/`([^`\n]+)`/g, text.replace(/^```[\s\S]*?^```/gm, ''));
const levelsOf = (text: string) => found(/^(#{1,6}) /gm, text);
/** The number of rows of each table, in order. */
const tablesOf = (text: string) =>
  text
    .split(/\n(?!\|)/)
    .map((block) => block.split('\n').filter((line) => line.startsWith('|')).length)
    .filter((rows) => rows > 0);

function linksOf(page: string): string[] {
  const targets = found(/(?<!!)\[[^\]]*\]\(([^)]+)\)/g, read(page));
  return targets.map((target = '') => {
    const file = path.normalize(path.join(path.dirname(page), target));
    return TRANSLATED.get(file) ?? file;
  });
}

/** Without the link to the other language at the top. */
const others = (links: string[], english: string) => links.filter((link) => link !== english);

describe.each(PAGES)('%s and %s', (english, italian) => {
  it('have the same headings, by level and number', () => {
    expect(levelsOf(read(italian))).toEqual(levelsOf(read(english)));
  });

  it('have the same code, in blocks and in the text', () => {
    expect(blocksOf(read(italian))).toEqual(blocksOf(read(english)));
    expect(codeOf(read(italian)).toSorted()).toEqual(codeOf(read(english)).toSorted());
  });

  it('have tables with the same numbers of rows', () => {
    expect(tablesOf(read(italian))).toEqual(tablesOf(read(english)));
  });

  it('link to the same pages', () => {
    expect(others(linksOf(italian), english).toSorted()).toEqual(
      others(linksOf(english), english).toSorted(),
    );
  });
});

describe('the settings in docs/administrators.md', () => {
  it('exist', async () => {
    const { SETTING_NAMES } = await import('../../functions/settings/settings.ts');
    const named = codeOf(read('docs/administrators.md')).filter((code = '') =>
      /^[a-z]+-[a-z-]+$/.test(code),
    );
    expect(named.filter((name) => !SETTING_NAMES.some((each) => each === name))).toEqual([]);
    expect(named.length).toBeGreaterThan(8);
  });
});
