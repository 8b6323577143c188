import { stripVTControlCharacters } from 'node:util';
import { expect, it, vi } from 'vitest';
import { readConfiguration } from '../../local/configuration.ts';
import { greet } from '../../local/greet.ts';

const COLUMNS = 80;

it('fits a terminal of 80 columns, so that a command can be copied from it', () => {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  greet(readConfiguration({}));
  spy.mockRestore();
  const lines = stripVTControlCharacters(written.join('')).split('\n');
  expect(lines.filter((line) => line.length > COLUMNS)).toEqual([]);
  expect(lines.filter((line) => line.includes('curl'))).not.toEqual([]);
});
