import { describe, expect, it } from 'vitest';
import { describeLine } from '../../../local/functions/function-log.ts';

describe('describeLine', () => {
  it.each<[string, string | undefined]>([
    ['{"level":"INFO","message":"sent"}', undefined],
    ['{"level":"WARN","message":"slow"}', 'slow'],
    [
      '{"level":"ERROR","message":"failed","error":{"name":"Throttling","message":"rate"}}',
      'failed – Throttling: rate',
    ],
    [
      '{"level":"ERROR","function":"notify","requestId":"1","message":"bad","setting":"locale","count":2}',
      'bad – setting: locale, count: 2',
    ],
    ['', undefined],
    ['plain text', 'plain text'],
    ['{broken', '{broken'],
  ])('%s → %s', (line, expected) => {
    expect(describeLine(line)).toBe(expected);
  });

  it('shortens a long line', () => {
    expect(describeLine('x'.repeat(5000))?.length).toBe(300);
  });
});
