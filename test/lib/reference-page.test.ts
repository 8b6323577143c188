import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { copyReferencePage } from '../../lib/reference-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'reference-page-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('copyReferencePage', () => {
  it('puts the page beside a bundle with all its files, which have content hashes as names', () => {
    copyReferencePage(folder);
    const page = readFileSync(join(folder, 'docs/index.html'), 'utf8');
    const places = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, place = '']) => place);
    expect(places.length).toBe(4);
    for (const place of places) {
      expect(place).toMatch(/^\/docs\/assets\/[a-z-]+-[0-9a-f]{12}\.(js|css)$/);
      expect(existsSync(join(folder, place)), place).toBe(true);
    }
  });

  it('names no other host, and contains nothing that a strict policy refuses', () => {
    const page = readFileSync(join(folder, 'docs/index.html'), 'utf8');
    expect(page.match(/\/\/[a-z]/g)).toEqual(['//w']); // the namespace of the icon
    expect(page).not.toMatch(/<style|<script>|\sstyle=|\son\w+=/);
  });
});
