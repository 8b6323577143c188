import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles } from '../support/list-files.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** test/layers.test.ts names planted files that must not exist; bundles and data files name none. */
const NOT_READ =
  /^test\/layers\.test\.ts$|(^|\/)package-lock\.json$|^docs\/openapi\.json$|\.(eml|svg|png)$/;
const READ = /\.(ts|tsx|mjs|md|json|html|css|sh)$|^\.ci\/run$/;

const files = listFiles('.').filter((file) => READ.test(file) && !NOT_READ.test(file));

const texts = new Map(files.map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')]));

/** Every match of `pattern` in every file, as the captured groups with the file's name. */
function* found(pattern: RegExp, only = /./): Generator<{ file: string; groups: string[] }> {
  for (const [file, text] of texts) {
    if (!only.test(file)) continue;
    for (const [, ...groups] of text.matchAll(pattern)) yield { file, groups };
  }
}

const headingsOf = (page: string): string[] =>
  [...(texts.get(page) ?? '').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading);

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

describe('references in code, comments and pages', () => {
  it('name files that exist', () => {
    const named =
      /(?<![\w./-])((?:docs|functions|lib|local|bin|bench|test|client)\/[\w./-]+\.(?:ts|tsx|md|json|mjs|eml))(?![\w/-])/g;
    const missing = [...found(named)]
      .filter(({ groups: [name = ''] }) => !existsSync(path.join(ROOT, name)))
      .map(({ file, groups }) => `${file}: ${groups[0]}`);
    expect(missing).toEqual([]);
  });

  it('name headings that exist, in the form `docs/operations.md, "A mail does not arrive"`', () => {
    const named =
      /((?:docs\/[\w/-]+|README|CONTRIBUTING)\.md)[)`]*(?:,| section| under)? "([^"\n${]{3,80})"/g;
    const missing = [...found(named)]
      .filter(
        ({ groups: [page = '', heading = ''] }) =>
          !headingsOf(page).some((is) => is.replace(/^\d+\. /, '') === heading),
      )
      .map(({ file, groups }) => `${file}: ${groups.join(', ')}`);
    expect(missing).toEqual([]);
  });

  it('link to pages and anchors that exist', () => {
    const missing = [...found(/\]\((?!https?:|mailto:)([^)\s#]*)(?:#([^)\s]+))?\)/g, /\.md$/)]
      .filter(({ file, groups: [target, anchor] }) => {
        const page = target ? path.normalize(path.join(path.dirname(file), target)) : file;
        if (!existsSync(path.join(ROOT, page))) return true;
        return anchor !== undefined && !headingsOf(page).map(anchorOf).includes(anchor);
      })
      .map(({ file, groups }) => `${file}: ${groups.join('#')}`);
    expect(missing).toEqual([]);
  });

  it('name npm scripts that exist', () => {
    const { scripts } = JSON.parse(texts.get('package.json') ?? '{}') as {
      scripts: Record<string, string>;
    };
    const missing = [...found(/npm run (?:-s |--silent )*([a-z][\w:-]*\w)/g)]
      .filter(({ groups: [script = ''] }) => !(script in scripts))
      .map(({ file, groups }) => `${file}: npm run ${groups[0]}`);
    expect(missing).toEqual([]);
  });
});
