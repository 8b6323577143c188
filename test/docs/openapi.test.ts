import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeApi } from '../../functions/api/describe-api.ts';

const written: unknown = JSON.parse(readFileSync('docs/openapi.json', 'utf8'));

describe('docs/openapi.json', () => {
  it('is what the schemas give: `npm run openapi` writes it', () => {
    expect(written).toEqual(JSON.parse(JSON.stringify(describeApi())));
  });

  it('holds patterns that every dialect of regular expressions reads', () => {
    const patterns = JSON.stringify(written).matchAll(/"pattern":"((?:[^"\\\\]|\\\\.)*)"/g);
    const odd = [...patterns].filter(([, pattern = '']) =>
      /\\\\p\{|\(\?[^:]|\\\\[du]/.test(pattern),
    );
    expect(odd.map(([, pattern]) => pattern)).toEqual([]);
  });

  it('describes every answer of every call', () => {
    const { openapi, paths = {} } = describeApi();
    expect(openapi).toMatch(/^3\.1/);
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(operations ?? {})) {
        const { responses = {} } = operation as { responses?: object };
        expect([method, path, Object.keys(responses).length > 1]).toEqual([method, path, true]);
      }
    }
  });
});
