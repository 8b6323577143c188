import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../bin/read-arguments.ts';

const run = promisify(execFile);

describe('readArguments', () => {
  const read = (...args: string[]) =>
    readArguments({ json: { type: 'boolean' } }, { words: 1, args });

  it('gives the words and the options', () => {
    expect(read('dev', '--json')).toEqual({ positionals: ['dev'], values: { json: true } });
  });

  it.each([
    ['an option that there is not', ['dev', '--jsno']],
    ['a call for help', ['--help']],
    ['too few words', ['--json']],
    ['too many words', ['dev', 'prod']],
  ])('gives nothing for %s', (_what, args) => {
    expect(read(...args)).toBeUndefined();
  });
});

describe('the commands of an operator', () => {
  it.each([
    'bin/doctor.ts dev --jsno',
    'bin/rotate-token-keys.ts dev --retire',
    'bin/canary.ts --help',
    'bin/unsuppress.ts dev',
    'bin/unsuppress.ts dev ann@x.example bob@x.example',
    'bin/settings.ts check dev prod',
    'bin/settings.ts get dev locale time-zone',
  ])('print their usage and exit with 2, without a stack: %s', async (line) => {
    const failed = await run(process.execPath, line.split(' ')).then(
      () => undefined,
      (error: { code: number; stderr: string }) => error,
    );
    expect(failed?.code).toBe(2);
    expect(failed?.stderr).toMatch(/^usage: npm run [a-z-]+ -- .*STAGE/);
    expect(failed?.stderr).not.toContain('    at ');
  });
});
