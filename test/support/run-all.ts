/**
 * `npm test`: every check and every suite, and one closing line. Three rows run in parallel, because most journeys wait more than they
 * compute; the output of a step is printed when it ends. All of them run even if an early one fails, so that one run shows everything
 * that is wrong, and lists it again at the end. What failed beside the others gets a second try, alone, and is listed all the same
 * (docs/decisions/0110-a-second-try-alone.md).
 */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfiguration } from '../../local/configuration.ts';
import { synthesize } from '../../local/template/synthesize.ts';
import { type Failure, type Outcome, readSuiteReport } from './suite-report.ts';

type Step = () => Promise<Outcome>;

const PROJECT = path.join(import.meta.dirname, '../..');
/** Not by `npx`, which takes half a second of CPU to find it. */
const VITEST = path.join(PROJECT, 'node_modules/.bin/vitest');
/** What the suites write, also what a test that is killed leaves behind. */
const results = mkdtempSync(path.join(tmpdir(), 'email-piping-test-'));
chmodSync(results, 0o711); // Dovecot enters it as users of its own
/** The functions' AWS calls in the journeys, which the suite "policy" checks against their rights. */
const callsFolder = path.join(results, 'calls');
mkdirSync(callsFolder);
/** Compiled once for all the processes that the suites start: a sixth of the unit tests' CPU. */
const NODE_COMPILE_CACHE = path.join(PROJECT, 'node_modules/.cache/compiled-for-tests');
/** `npm run layers` is a unit test. */
type Check = 'lint' | 'lint:openapi' | 'typecheck' | 'unused';
const CHECKS: readonly string[] = ['lint', 'lint:openapi', 'typecheck', 'unused'] satisfies Check[];
/** Number of output lines that are repeated when a step failed without a report. */
const LAST_LINES = 10;
const RECORDED: ReadonlySet<string> = new Set(['journeys', 'policy']);
const hasDovecot = isThere('/usr/sbin/dovecot', '/usr/local/sbin/dovecot');
const hasChromium = isThere(
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
);

/** A check counts as one test. */
function check(name: Check): Step {
  return async () => {
    // the compiler is written in Go: with less garbage collection it needs a fifth less CPU
    const { isGood, lastLines } = await run('npm', ['run', '--silent', name], { GOGC: '400' });
    return isGood
      ? { passed: 1, failures: [] }
      : { passed: 0, failures: [{ name, passed: 0, failed: 1, reasons: lastLines }] };
  };
}

/** With `files`, only those. */
function suite(name: string, files: string[] = []): Step {
  return async () => {
    const report = path.join(mkdtempSync(path.join(results, `${name}-`)), 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { isGood, lastLines } = await run(
      VITEST,
      ['run', `--project=${name}`, ...reporters, ...files],
      RECORDED.has(name) ? { PIPING_CALLS_FOLDER: callsFolder } : {},
    );
    return readSuiteReport(name, report, isGood, lastLines);
  };
}

function run(
  command: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<{ isGood: boolean; lastLines: string[] }> {
  const title = [path.basename(command), ...args.slice(0, 3)].join(' ');
  const startedAt = Date.now();
  console.log(`── ${title}: begins`);
  const env = { ...process.env, TMPDIR: results, NODE_COMPILE_CACHE, ...environment };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      process.stdout.write(`\n── ${title}\n`);
      const text = Buffer.concat(output);
      process.stdout.write(text);
      console.log(`── ${title}: ${code === 0 ? 'passed' : 'FAILED'} after ${seconds} s\n`);
      const lines = text.toString().split('\n').filter(Boolean);
      resolve({ isGood: code === 0, lastLines: lines.slice(-LAST_LINES) });
    });
  });
}

/** One step after the other. */
async function runRow(steps: Step[]): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const step of steps) outcomes.push(await step());
  return join(outcomes);
}

function join(outcomes: Outcome[]): Outcome {
  return {
    passed: total(outcomes, ({ passed }) => passed),
    failures: outcomes.flatMap(({ failures }) => failures),
  };
}

function total<T>(each: T[], count: (one: T) => number): number {
  return each.reduce((sum, one) => sum + count(one), 0);
}

/** Runs the failed files of suites again, or the whole of a suite that broke, with nothing in parallel. Returns the final outcome. */
async function tryAgain(first: Outcome): Promise<Outcome> {
  const isCheck = ({ name }: Failure) => CHECKS.includes(name);
  const again = first.failures.filter((failure) => !isCheck(failure));
  const bySuite = Map.groupBy(again, ({ name }) => name);
  const second = await runRow(
    [...bySuite].map(([name, each]) =>
      suite(
        name,
        each.flatMap(({ file }) => file ?? []),
      ),
    ),
  );
  return {
    passed: first.passed - total(again, ({ passed }) => passed) + second.passed,
    failures: [...first.failures.filter(isCheck), ...second.failures],
  };
}

function tellFailures(title: string, failures: Failure[]): void {
  if (failures.length === 0) return;
  console.log(`\n── ${title}`);
  for (const { name, file, reasons } of failures) {
    console.log(`✗ ${name} ${file ? path.relative(PROJECT, file) : ''}`.trimEnd());
    for (const reason of reasons) console.log(`    ${reason}`);
  }
}

/** What cannot be deleted, such as a folder that a test has locked, is named, and hides no outcome. */
function deleteResults(): void {
  try {
    rmSync(results, { recursive: true, force: true });
  } catch (error) {
    console.log(
      `\n${results} could not be deleted: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function isThere(...files: string[]): boolean {
  return files.some((file) => existsSync(file));
}

function tellLeftOut(name: string, program: string, packages: string): void {
  console.log(
    `\nNot run: the suite "${name}", because ${program} is not installed. To run it as well:`,
  );
  console.log(`  sudo apt-get install ${packages} && npm run test:${name}`);
}

/** Synthesizes once what `npm start` needs, which suites that start together would each do. Errors are left to `npm start`. */
const assembly = synthesize(PROJECT, readConfiguration({})).catch(() => undefined);
const startsPipeline =
  (step: Step): Step =>
  () =>
    assembly.then(step);

// the browser's suite needs Dovecot, too, for the activation page
const withPrograms = [
  ...(hasDovecot ? [startsPipeline(suite('mailboxes'))] : []),
  ...(hasDovecot && hasChromium ? [suite('browser')] : []),
];
const rows: Step[][] = [
  [suite('unit'), check('typecheck'), check('unused')],
  [startsPipeline(suite('journeys')), suite('policy')],
  [...withPrograms, check('lint'), check('lint:openapi')],
];
const first = join(await Promise.all(rows.map(runRow)));
const { passed, failures } = await tryAgain(first);

deleteResults();
if (!hasDovecot) tellLeftOut('mailboxes', 'Dovecot', 'dovecot-imapd dovecot-pop3d');
if (!hasDovecot || !hasChromium) {
  tellLeftOut('browser', 'Chromium or Dovecot', 'chromium dovecot-imapd dovecot-pop3d');
}
const passedAlone = first.failures.filter(
  ({ name, file }) => !failures.some((last) => last.name === name && last.file === file),
);
tellFailures('Failed at the first try, passed alone', passedAlone);
tellFailures('Failed', failures);
const failed = total(failures, (failure) => failure.failed);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
