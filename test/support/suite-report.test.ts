import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSuiteReport } from './suite-report.ts';
import { temporaryFolder } from './temporary-folder.ts';

const test = (status: string, fullName: string, ...failureMessages: string[]) => ({
  status,
  fullName,
  failureMessages,
});

const file = (
  name: string,
  status: string,
  assertionResults: ReturnType<typeof test>[],
  message = '',
) => ({ name, status, message, assertionResults });

function report(...testResults: ReturnType<typeof file>[]): string {
  const path = join(temporaryFolder('suite-report'), 'report.json');
  writeFileSync(path, JSON.stringify({ testResults }));
  return path;
}

describe('readSuiteReport', () => {
  it('finds no failure if every file passed', () => {
    const path = report(file('/one.test.ts', 'passed', [test('passed', 'a'), test('passed', 'b')]));
    expect(readSuiteReport('unit', path, true, [])).toEqual({ passed: 2, failures: [] });
  });

  it('names the file and the test that failed, and counts what passed beside it', () => {
    const tests = [test('passed', 'a'), test('failed', 'b', 'expected 1\nto be 2')];
    const { passed, failures } = readSuiteReport(
      'unit',
      report(file('/one.test.ts', 'failed', tests)),
      false,
      [],
    );
    expect(passed).toBe(1);
    expect(failures).toEqual([
      {
        name: 'unit',
        file: '/one.test.ts',
        passed: 1,
        failed: 1,
        reasons: ['b: expected 1 to be 2'],
      },
    ]);
  });

  it('counts tests that a broken hook prevented as failed, with the hook’s error', () => {
    const skipped = ['a', 'b', 'c'].map((name) => test('skipped', name));
    const path = report(file('/one.test.ts', 'failed', skipped, 'EADDRINUSE'));
    const [failure] = readSuiteReport('unit', path, false, []).failures;
    expect(failure).toMatchObject({ failed: 3, passed: 0 });
    expect(failure?.reasons).toEqual(['EADDRINUSE', 'a: skipped', 'b: skipped', 'c: skipped']);
  });

  it('counts a file that could not be loaded as one failed test', () => {
    const path = report(file('/one.test.ts', 'failed', [], 'Cannot find module'));
    expect(readSuiteReport('unit', path, false, []).failures).toMatchObject([{ failed: 1 }]);
  });

  it('counts a run that broke outside its tests as failed', () => {
    const path = report(file('/one.test.ts', 'passed', [test('passed', 'a')]));
    const outcome = readSuiteReport('unit', path, false, ['Unhandled error']);
    expect(outcome).toEqual({
      passed: 1,
      failures: [{ name: 'unit', passed: 1, failed: 1, reasons: ['Unhandled error'] }],
    });
  });

  it('counts a run without a report as failed', () => {
    const outcome = readSuiteReport('unit', '/nowhere.json', false, ['Killed']);
    expect(outcome.failures).toMatchObject([{ failed: 1, reasons: ['Killed'] }]);
  });

  it('keeps reasons short, however many and long they are', () => {
    const many = Array.from({ length: 50 }, (_, index) =>
      test('failed', `t${index}`, 'x'.repeat(9_999)),
    );
    const path = report(file('/one.test.ts', 'failed', many));
    const [failure] = readSuiteReport('unit', path, false, []).failures;
    expect(failure?.reasons).toHaveLength(6);
    expect(failure?.reasons.at(-1)).toBe('and 45 more');
    expect(Math.max(...(failure?.reasons ?? []).map(({ length }) => length))).toBe(400);
  });
});
