import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../bin/read-arguments.ts';

const exec = promisify(execFile);
const run = (line: string, env = {}) =>
  exec(process.execPath, line.split(' '), { env: { ...process.env, ...env } }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );

describe('parseArguments', () => {
  const parse = (...args: string[]) =>
    parseArguments({ options: { json: { type: 'boolean' } }, words: 1, args });

  it('gives the words and the options', () => {
    expect(parse('dev', '--json')).toEqual({ positionals: ['dev'], values: { json: true } });
  });

  it.each([
    ['an option that there is not', ['dev', '--jsno'], /--jsno/],
    ['too few words', ['--json'], /one word .*given: none/],
    ['too many words', ['dev', 'prod'], /one word .*given: dev prod/],
  ])('says what is wrong with %s', (_what, args, problem) => {
    expect(parse(...args)).toMatch(problem);
  });
});

describe('the commands of an operator', () => {
  it.each([
    ['bin/doctor.ts dev --jsno', '--jsno'],
    ['bin/rotate-token-keys.ts dev --retire', '--retire'],
    ['bin/canary.ts', 'given: none'],
    ['bin/unsuppress.ts dev ann@x.example bob@x.example', 'bob@x.example'],
    ['bin/settings.ts check dev prod', 'check dev prod'],
    ['bin/settings.ts get dev locale time-zone', 'get dev locale time-zone'],
    ['bin/settings.ts list', 'given: list'],
    ['bin/trace.ts parse-mail --asembly out', '--asembly'],
    ['bin/write-mails.ts one two', 'given: one two'],
    ['client/generate.js --folder', 'given: --folder'],
  ])(
    'say what is wrong, print their usage and exit with 2, without a stack: %s',
    async (line, wrong) => {
      const { code, stderr } = await run(line);
      const [problem = '', usage] = stderr.split('\n');
      expect(code).toBe(2);
      expect(problem).toContain(wrong);
      expect(usage).toMatch(/^usage: npm run /);
      expect(stderr).not.toContain('    at ');
    },
  );

  it.each([
    ['bin/rotate-token-keys.ts dev', '--retire', { npm_config_retire: 'k1' }],
    ['bin/deploy.ts team', '--profile', { npm_config_profile: 'true' }],
    ['bin/deploy.ts', '--context', { npm_config_call: 'stage=test' }],
  ])('do nothing where npm has taken an option of theirs: %s %s', async (line, option, env) => {
    const { code, stderr } = await run(line, env);
    expect([code, stderr]).toEqual([2, expect.stringMatching(`^npm took ${option} .*"--"`)]);
  });

  it.each([
    'bin/deploy.ts',
    'bin/settings.ts',
    'bin/trace.ts',
    'bin/write-mails.ts',
    'client/generate.js',
  ])('print their usage where they are asked for help, which is no failure: %s', async (file) => {
    const { code, stdout } = await run(`${file} --help`);
    expect([code, stdout.split(':', 1)[0]]).toEqual([0, 'usage']);
  });
});
