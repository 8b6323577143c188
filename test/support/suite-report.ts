import { existsSync, readFileSync } from 'node:fs';

/** The outcome of suites and checks. */
export interface Outcome {
  /** Number of tests; a check counts as one. */
  passed: number;
  failures: Failure[];
}

/** A file of a suite, or a check, that did not pass. */
export interface Failure {
  /** The suite's or check's name. */
  name: string;
  /** Absolute path; missing for a check, and for a suite that broke outside its files. */
  file?: string;
  /** Its tests that passed, which the outcome counts, too. */
  passed: number;
  /** At least 1. Tests that a broken hook or process prevented count, too. */
  failed: number;
  /** A line each. */
  reasons: string[];
}

/** The fields of Vitest's `--reporter=json` that are read. */
interface Report {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

const MAX_REASON_CHARS = 400;
const MAX_REASONS = 5;

/** `isGood` is whether the run's exit code was 0; `lastLines` are the reasons if the report has none. */
export function readSuiteReport(
  name: string,
  reportFile: string,
  isGood: boolean,
  lastLines: string[],
): Outcome {
  const broken = (passed: number) => ({
    passed,
    failures: [{ name, passed, failed: 1, reasons: lastLines }],
  });
  if (!existsSync(reportFile)) return broken(0);
  const { testResults } = JSON.parse(readFileSync(reportFile, 'utf8')) as Report;
  const failures = testResults
    .filter(({ status }) => status !== 'passed')
    .map((file): Failure => {
      const passed = countPassed(file);
      const failed = Math.max(file.assertionResults.length - passed, 1);
      return { name, file: file.name, passed, failed, reasons: reasonsOf(file) };
    });
  const passed = testResults.reduce((sum, file) => sum + countPassed(file), 0);
  return isGood || failures.length > 0 ? { passed, failures } : broken(passed);
}

function countPassed({ assertionResults }: Report['testResults'][number]): number {
  return assertionResults.filter(({ status }) => status === 'passed').length;
}

function reasonsOf({ message, assertionResults }: Report['testResults'][number]): string[] {
  const notPassed = assertionResults.filter(({ status }) => status !== 'passed');
  const all = [
    ...(message ? [message] : []),
    ...notPassed.map(({ fullName, status, failureMessages: [first] }) =>
      [fullName, first ?? status].join(': '),
    ),
  ].map((reason) => reason.replaceAll('\n', ' ').slice(0, MAX_REASON_CHARS));
  const more = all.length - MAX_REASONS;
  return more > 0 ? [...all.slice(0, MAX_REASONS), `and ${more} more`] : all;
}
