import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const page = read('docs/architecture.md');
const sectionOf = (heading: string) =>
  page.split(/^## /m).find((one) => one.startsWith(heading)) ?? '';

describe('docs/architecture.md', () => {
  it('has a row for every function', () => {
    const functions = readdirSync(path.join(ROOT, 'functions'))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.parse(file).name);
    const rows = [...sectionOf('Functions').matchAll(/^\| `([\w-]+)`/gm)].map(([, name]) => name);
    expect(rows.toSorted()).toEqual(functions.toSorted());
  });

  it('names every kind of item that the stream gives deliver-webhooks', () => {
    const row = sectionOf('Functions').match(/^\| `deliver-webhooks`.*/m)?.[0] ?? '';
    const types = [...read('lib/webhooks.ts').matchAll(/types: \[([^\]]+)\]/g)]
      .flatMap(([, list = '']) => list.split(','))
      .map((type) => type.trim().replaceAll("'", ''));
    expect(types.filter((type) => !row.includes(`\`${type}\``))).toEqual([]);
    expect(types).toContain('outgoing');
  });

  it('names every word in the keys of the table', () => {
    const section = sectionOf('The table');
    const words = [
      ...read('functions/adapters/aws/table/keys.ts').matchAll(/['`]~?([A-Z][A-Z-]{3,})\b/g),
    ];
    const kinds = new Set(words.map(([, word = '']) => word));
    expect([...kinds].filter((word) => !section.includes(word))).toEqual([]);
    expect(kinds.size).toBeGreaterThan(50);
  });
});
