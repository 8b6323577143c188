import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { operationsOf } from '../support/api-samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'client-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('client/generated', () => {
  it('is generated from docs/openapi.json by `npm run client`', () => {
    execFileSync(process.execPath, ['client/generate.js', folder]);
    const files = readdirSync(folder);
    expect(files.length).toBe(2);
    for (const file of files) {
      const made = readFileSync(join(folder, file), 'utf8');
      expect(readFileSync(join('client/generated', file), 'utf8') === made, file).toBe(true);
    }
  });

  it('has no name twice in path, query and body of a call, which are one object', () => {
    const document = JSON.parse(readFileSync('docs/openapi.json', 'utf8'));
    for (const { operationId, parameters, body } of operationsOf(document)) {
      const names = parameters.map(({ name }) => name).concat(Object.keys(body?.properties ?? {}));
      expect([operationId, new Set(names).size]).toEqual([operationId, names.length]);
    }
  });
});
