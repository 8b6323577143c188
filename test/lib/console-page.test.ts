import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildConsolePage } from '../../lib/console-page.ts';
import { functionsOf, synthesize } from './synthesize.ts';

describe('buildConsolePage', () => {
  const folder = mkdtempSync(join(tmpdir(), 'console-page-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('puts the built page beside a bundle, with all its files and fonts', () => {
    buildConsolePage(folder);
    const page = readFileSync(join(folder, 'console/index.html'), 'utf8');
    const places = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, place = '']) => place);
    const files = places.filter((place) => !place.startsWith('data:'));
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) expect(existsSync(join(folder, file)), file).toBe(true);
    expect(
      readdirSync(join(folder, 'console/assets')).some((name) => name.endsWith('.woff2')),
    ).toBe(true);
  });
});

describe('the configuration console', () => {
  // the first synthesis of a process takes seconds
  const WITHIN_MS = 120_000;

  it('gives serve-api the folder of the page', { timeout: WITHIN_MS }, () => {
    const serveApi = functionsOf(synthesize({ console: true })).get('serve-api');
    expect(serveApi?.properties.Environment.Variables).toMatchObject({ CONSOLE_FOLDER: 'console' });
  });
});
