/**
 * `npm test`: every check and every suite, and one closing line. Three rows run side by side, because most journeys wait more than they
 * compute; what a step printed is shown whole when it ends. All of them run even if an early one fails, so that one run tells everything
 * that is wrong.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfiguration } from '../../local/configuration.ts';
import { synthesize } from '../../local/template/synthesize.ts';

interface Counts {
  passed: number;
  failed: number;
}

type Step = () => Promise<Counts>;

const results = mkdtempSync(path.join(tmpdir(), 'email-piping-test-'));
/** What the functions ask AWS for in the journeys, and the suite "policy" weighs against their rights. */
const callsFolder = path.join(results, 'calls');
mkdirSync(callsFolder);
const hasDovecot = isThere('/usr/sbin/dovecot', '/usr/local/sbin/dovecot');
const hasChromium = isThere('/usr/bin/chromium', '/usr/bin/chromium-browser');

/** A check is one test: it passes or fails as a whole. */
function check(name: string): Step {
  return async () => {
    // the compiler is a program in Go: with fewer collections of garbage it computes a fifth less
    const isGood = await run('npm', ['run', '--silent', name], { GOGC: '400' });
    return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 };
  };
}

function suite(name: string, environment: Record<string, string> = {}): Step {
  return async () => {
    const report = path.join(results, `${name}.json`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const isGood = await run(
      'npx',
      ['vitest', 'run', `--project=${name}`, ...reporters],
      environment,
    );
    const { passed, failed } = readReport(report);
    // a suite that broke outside its tests has failed, too
    return { passed, failed: isGood ? failed : Math.max(failed, 1) };
  };
}

function readReport(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  return { passed: report.numPassedTests ?? 0, failed: report.numFailedTests ?? 1 };
}

function run(
  command: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<boolean> {
  const title = [command, ...args.slice(0, 3)].join(' ');
  const startedAt = Date.now();
  console.log(`── ${title}: begins`);
  const env = { ...process.env, ...environment };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      process.stdout.write(`\n── ${title}\n`);
      process.stdout.write(Buffer.concat(output));
      console.log(`── ${title}: ${code === 0 ? 'passed' : 'FAILED'} after ${seconds} s\n`);
      resolve(code === 0);
    });
  });
}

/** One step after the other. */
async function runRow(steps: Step[]): Promise<Counts> {
  const sum = { passed: 0, failed: 0 };
  for (const step of steps) {
    const { passed, failed } = await step();
    sum.passed += passed;
    sum.failed += failed;
  }
  return sum;
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

/** What `npm start` starts from: suites that begin at the same time would each make their own. A start tells what is wrong with it. */
const assembly = synthesize(path.join(import.meta.dirname, '../..'), readConfiguration({})).catch(
  () => undefined,
);
const startsPipeline =
  (step: Step): Step =>
  () =>
    assembly.then(step);

const recorded = { PIPING_CALLS_FOLDER: callsFolder };
// The activation page is walked against a real mailbox: the browser's suite needs Dovecot, too.
const withPrograms = [
  ...(hasDovecot ? [startsPipeline(suite('mailboxes'))] : []),
  ...(hasDovecot && hasChromium ? [suite('browser')] : []),
];
const rows: Step[][] = [
  [suite('unit')],
  [startsPipeline(suite('journeys', recorded)), suite('policy', recorded)],
  [...withPrograms, ...['lint', 'lint:openapi', 'typecheck', 'layers', 'unused'].map(check)],
];
const counts = await Promise.all(rows.map(runRow));
const passed = counts.reduce((sum, row) => sum + row.passed, 0);
const failed = counts.reduce((sum, row) => sum + row.failed, 0);

rmSync(results, { recursive: true, force: true });
if (!hasDovecot) tellLeftOut('mailboxes', 'Dovecot', 'dovecot-imapd dovecot-pop3d');
if (!hasDovecot || !hasChromium) {
  tellLeftOut('browser', 'Chromium or Dovecot', 'chromium dovecot-imapd dovecot-pop3d');
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
