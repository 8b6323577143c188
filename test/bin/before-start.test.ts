import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

const PROGRAM = join(import.meta.dirname, '../../bin/before-start.cjs');
const { scripts } = packageJson;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'email-piping-'));
  mkdirSync(join(folder, 'bin'));
  copyFileSync(PROGRAM, join(folder, 'bin/before-start.cjs'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (file: string, ...options: string[]) =>
  spawnSync(process.execPath, [...options, file], { encoding: 'utf8' });

describe('before npm start and npm test', () => {
  it.each(['prestart', 'pretest'] as const)('is the script %s', (script) => {
    expect(scripts[script]).toBe('node bin/before-start.cjs');
  });

  it('says nothing if nothing is missing', () => {
    const { status, stdout, stderr } = run(PROGRAM);
    expect([status, stdout, stderr]).toEqual([0, '', '']);
  });

  it('says to run npm ci in a fresh clone', () => {
    const { status, stderr } = run(join(folder, 'bin/before-start.cjs'));
    expect([status, stderr.trim().split('\n').at(-1)?.trim()]).toEqual([1, 'npm ci']);
  });

  it('says what to do about an old Node', () => {
    const old = "Object.defineProperty(process.versions, 'node', { value: '20.19.2' });";
    const { status, stderr } = run(
      PROGRAM,
      '--import',
      `data:text/javascript,${encodeURIComponent(old)}`,
    );
    expect(status).toBe(1);
    expect(stderr).toContain('found is Node 20.19.2');
    expect(stderr).toContain('npm rebuild node');
  });
});
