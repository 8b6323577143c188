import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { describeLine, followLog } from '../../../local/functions/function-log.ts';
import { FunctionLogs } from '../../../local/functions/function-logs.ts';

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

describe('followLog', () => {
  it('takes a line separator within a text for no end of the line (RFC 8259 §7)', async () => {
    const line = JSON.stringify({ level: 'INFO', message: 'One\u2028two\u2029three' });
    const logs = new FunctionLogs();
    const stdout = Readable.from([`${line.slice(0, 20)}`, `${line.slice(20)}\n`]);
    followLog('notify', { stdout, stderr: Readable.from(['cut']) }, logs);
    const kept = () => logs.all().map((one) => one.line);
    await expect.poll(() => kept().toSorted()).toEqual(['cut', line]);
  });
});
