import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles } from './support/list-files.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const MAX_FILES_OF_A_FOLDER = 25;
const MAX_LINES_OF_A_FILE = 300;
const MAX_MEDIAN_LINES_OF_A_FILE = 80;
/** The lines without imports. */
const MAX_LINES_OF_A_HANDLER = 40;

const sources = listFiles('functions', 'lib', 'local', 'bin').filter((file) =>
  /\.tsx?$/.test(file),
);

const textOf = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const linesOf = (file: string): number => textOf(file).split('\n').length - 1;

/** What is found more than `most` times, and where. */
function repeated(pairs: [name: string, place: string][], most: number): Record<string, string[]> {
  const places = new Map<string, string[]>();
  for (const [name, place] of pairs) places.set(name, [...(places.get(name) ?? []), place]);
  return Object.fromEntries([...places].filter(([, all]) => all.length > most));
}

describe('the house', () => {
  it('has no folder with too many files', () => {
    const pairs = sources.map((file): [string, string] => [path.dirname(file), file]);
    expect(Object.keys(repeated(pairs, MAX_FILES_OF_A_FOLDER))).toEqual([]);
  });

  it('uses an exported name once in functions/', () => {
    const pairs = sources
      .filter((file) => file.startsWith('functions/'))
      .flatMap((file) =>
        [
          ...textOf(file).matchAll(
            /^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm,
          ),
        ].map(([, name = '']): [string, string] => [name, file]),
      )
      // each Lambda exports a handler; a type may have the name of its schema
      .filter(([name, file]) => !(name === 'handler' && path.dirname(file) === 'functions'));
    const apart = repeated(
      pairs.filter(
        ([name, file], index) => pairs.findIndex(([n, f]) => n === name && f === file) === index,
      ),
      1,
    );
    expect(apart).toEqual({});
  });

  it('keeps files short', () => {
    expect(sources.filter((file) => linesOf(file) > MAX_LINES_OF_A_FILE)).toEqual([]);
    const lengths = sources.map(linesOf).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(MAX_MEDIAN_LINES_OF_A_FILE);
  });

  it('has handlers of at most 40 lines, imports aside', () => {
    const handlers = sources.filter((file) => path.dirname(file) === 'functions');
    const long = handlers.filter((file) => {
      const imports = /^import [^;]*;\n/gm;
      return textOf(file).replace(imports, '').split('\n').length > MAX_LINES_OF_A_HANDLER;
    });
    expect(long).toEqual([]);
  });

  it('has no `as unknown as` in functions/', () => {
    const functions = sources.filter((file) => file.startsWith('functions/'));
    expect(functions.filter((file) => textOf(file).includes('as unknown as'))).toEqual([]);
  });
});
