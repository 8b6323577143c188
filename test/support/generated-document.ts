import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

const BEGIN = '<!-- generated: npm run docs -->';
const beginOf = (part: string | undefined) =>
  part === undefined ? BEGIN : `<!-- generated: npm run docs (${part}) -->`;
const END = '<!-- end -->';

/**
 * Checks the generated part of a document against the code it is made from. `UPDATE_DOCS=1` (npm run docs) writes it instead, so that
 * a table in docs/ always agrees with the code. `part` names one of several in a document.
 */
export function expectGenerated(file: string, generated: string, part?: string): void {
  const text = readFileSync(file, 'utf8');
  const opening = beginOf(part);
  const begin = text.indexOf(opening) + opening.length;
  const end = text.indexOf(END, begin);
  if (begin < opening.length || end < begin) throw new Error(`${file} lacks ${opening} … ${END}`);
  if (process.env.UPDATE_DOCS === '1') {
    writeFileSync(file, `${text.slice(0, begin)}\n${generated.trim()}\n${text.slice(end)}`);
    return;
  }
  expect(text.slice(begin, end).trim()).toBe(generated.trim());
}
