import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeApi } from '../../functions/api/document/describe-api.ts';
import { operationsOf } from '../support/api-samples.ts';

const written = JSON.parse(readFileSync('docs/openapi.json', 'utf8'));

/** Every object of the document, however deep. */
function everything(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const within = Object.values(value).flatMap(everything);
  return Array.isArray(value) ? within : [value as Record<string, unknown>, ...within];
}

describe('docs/openapi.json', () => {
  it('is what the schemas give: `npm run openapi` writes it', () => {
    expect(written).toEqual(JSON.parse(JSON.stringify(describeApi())));
  });

  it('has only patterns that every dialect of regular expressions reads', () => {
    const patterns = JSON.stringify(written).matchAll(/"pattern":"((?:[^"\\\\]|\\\\.)*)"/g);
    const odd = [...patterns].filter(([, pattern = '']) =>
      /\\\\p\{|\(\?[^:]|\\\\[du]/.test(pattern),
    );
    expect(odd.map(([, pattern]) => pattern)).toEqual([]);
  });

  it('names every call in words, and has an Idempotency-Key for every POST', () => {
    const calls = operationsOf(written);
    expect(calls.filter(({ operationId }) => !/^[a-z]+([A-Z][a-z]+)+$/.test(operationId))).toEqual(
      [],
    );
    const posts = calls.filter(({ method }) => method === 'POST');
    expect(posts.length).toBeGreaterThan(3);
    for (const { path, parameters } of posts) {
      expect([path, parameters.some(({ name }) => name === 'Idempotency-Key')]).toEqual([
        path,
        true,
      ]);
    }
  });

  it('has refusals of a token just where a call needs one', () => {
    const calls = Object.entries(written.paths).flatMap(([path, item]) =>
      Object.values(item as object).map(({ security, responses }) => ({
        path,
        isPublic: security?.length === 0,
        refusals: ['401', '429'].filter((status) => status in responses).length,
      })),
    );
    expect(calls.filter(({ isPublic, refusals }) => refusals !== (isPublic ? 0 : 2))).toEqual([]);
    expect(calls.some(({ isPublic }) => isPublic)).toBe(true);
  });

  it('names no rule by its number', () => {
    const told =
      JSON.stringify(written).match(/"(?:description|summary)":"(?:[^"\\]|\\.)*"/g) ?? [];
    expect(told.length).toBeGreaterThan(100);
    expect(told.filter((text) => /\b[RS]\d{1,2}\b/.test(text))).toEqual([]);
  });

  it('has an example of every request and response body', () => {
    const bodies = everything(written).filter((one) => 'application/json' in one);
    expect(bodies.length).toBeGreaterThan(40);
    for (const body of bodies) expect(body['application/json']).toHaveProperty('example');
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
