import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);

describe('the commands of an operator', () => {
  it.each([
    ['bin/doctor.ts', '--help'],
    ['bin/doctor.ts', 'dev', '--jsno'],
    ['bin/rotate-token-keys.ts', '--help'],
    ['bin/rotate-token-keys.ts', 'dev', '--retire'],
    ['bin/canary.ts', '--help'],
    ['bin/unsuppress.ts', '--help', 'x'],
    ['bin/unsuppress.ts', 'dev'],
  ])('print their usage and exit with 2, without a stack: %s %s %s', async (...words) => {
    const failed = await run(process.execPath, words).then(
      () => undefined,
      (error: { code: number; stderr: string }) => error,
    );
    expect(failed?.code).toBe(2);
    expect(failed?.stderr).toMatch(/^usage: npm run [a-z-]+ -- STAGE/);
    expect(failed?.stderr).not.toContain('    at ');
  });
});
