import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const shell = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')),
);

/** Runs a program in a shell without region, credentials and metadata service. */
const run = (program: string, args: string[], variables: Record<string, string> = {}) =>
  spawnSync(process.execPath, [join(ROOT, 'bin', program), ...args], {
    encoding: 'utf8',
    cwd: ROOT,
    env: { ...shell, HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true', ...variables },
  }).stderr;

describe("an operator's command in a shell that is not set up", () => {
  it('names the variable for the region', () => {
    expect(run('settings.ts', ['get', 'production'])).toContain('export AWS_REGION');
  });

  it('names the variables for credentials', () => {
    expect(run('doctor.ts', ['production'], { AWS_REGION: 'eu-west-1' })).toContain(
      'export AWS_PROFILE',
    );
  });
});
