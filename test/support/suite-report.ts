import { existsSync, readFileSync } from 'node:fs';

/** What came of suites and checks. */
export interface Outcome {
  /** Tests, a check counting as one. */
  passed: number;
  failures: Failure[];
}

/** A file of a suite, or a check, that did not pass as a whole. */
export interface Failure {
  /** The suite or the check. */
  name: string;
  /** Absolute; a check, and a suite that broke outside its files, has none. */
  file?: string;
  /** Tests of it that passed all the same; the outcome counts them, too. */
  passed: number;
  /** At least 1. What a broken hook or process kept from being run has failed. */
  failed: number;
  /** A line each. */
  reasons: string[];
}

/** Vitest's `--reporter=json`, as far as it is read. */
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

/** `isGood` is what the run itself said, by its exit code; `lastLines` of it are the reasons where the report has none. */
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
