/**
 * `npm test`: every check and every suite, one after the other, and one closing line. All of them run even if an early one fails, so that
 * one run tells everything that is wrong.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Counts {
  passed: number;
  failed: number;
}

const results = mkdtempSync(path.join(tmpdir(), 'email-piping-test-'));
const total: Counts = { passed: 0, failed: 0 };

/** A check is one test: it passes or fails as a whole. */
function runCheck(name: string): Counts {
  const isGood = run('npm', ['run', '--silent', name]);
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 };
}

function runSuite(name: string): Counts {
  const report = path.join(results, `${name}.json`);
  const isGood = run('npx', [
    'vitest',
    'run',
    `--project=${name}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const { passed, failed } = readReport(report);
  // a suite that broke outside its tests has failed, too
  return { passed, failed: isGood ? failed : Math.max(failed, 1) };
}

function readReport(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  return { passed: report.numPassedTests ?? 0, failed: report.numFailedTests ?? 1 };
}

function run(command: string, args: string[]): boolean {
  console.log(`\n── ${[command, ...args.slice(0, 3)].join(' ')}`);
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0;
}

function add({ passed, failed }: Counts): void {
  total.passed += passed;
  total.failed += failed;
}

function tellLeftOut(suite: string, program: string, packages: string): void {
  console.log(
    `\nNot run: the suite "${suite}", because ${program} is not installed. To run it as well:`,
  );
  console.log(`  sudo apt-get install ${packages} && npm run test:${suite}`);
}

for (const check of ['lint', 'typecheck', 'layers', 'synth']) add(runCheck(check));
for (const suite of ['unit', 'journeys']) add(runSuite(suite));
const isThere = (...files: string[]) => files.some((file) => existsSync(file));
const hasDovecot = isThere('/usr/sbin/dovecot', '/usr/local/sbin/dovecot');
const hasChromium = isThere('/usr/bin/chromium', '/usr/bin/chromium-browser');
if (hasDovecot) add(runSuite('mailboxes'));
// The activation page is walked against a real mailbox.
if (hasDovecot && hasChromium) add(runSuite('browser'));

rmSync(results, { recursive: true, force: true });
if (!hasDovecot) tellLeftOut('mailboxes', 'Dovecot', 'dovecot-imapd dovecot-pop3d');
if (!hasDovecot || !hasChromium) {
  tellLeftOut('browser', 'Chromium or Dovecot', 'chromium dovecot-imapd dovecot-pop3d');
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
