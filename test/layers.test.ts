import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);

interface Violation {
  rule: { name: string };
  from: string;
}

interface Summary {
  violations: Violation[];
  totalCruised: number;
}

/** The layer check of `npm run layers`, in a folder. */
async function checkLayers(folder: string): Promise<Summary> {
  const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const options = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json'];
  const roots = ['bin', 'lib', 'functions', 'local'];
  const result = await run(process.execPath, [program, ...roots, ...options], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: { stdout: string }) => error);
  return JSON.parse(result.stdout).summary;
}

describe('npm run layers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'layers-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeAll(() => {
    for (const file of ['.dependency-cruiser.mjs', 'package.json', 'tsconfig.json']) {
      cpSync(file, join(folder, file));
    }
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    for (const root of ['bin', 'lib', 'local', 'functions']) mkdirSync(join(folder, root));
  });

  /** What the check says of one file with these lines, beside the files that it imports. */
  async function rulesBrokenBy(file: string, lines: string[], imported: string[] = []) {
    const files = [file, ...imported].map((name) => join(folder, name));
    for (const path of files) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, 'export const value = 1;\n');
    }
    writeFileSync(join(folder, file), `${lines.join('\n')}\n`);
    const { violations } = await checkLayers(folder);
    for (const path of files) rmSync(path);
    return violations.map(({ rule }) => rule.name);
  }

  it('passes the tree as it is, and reads all of it', async () => {
    const { violations, totalCruised } = await checkLayers('.');
    expect(violations.map(({ rule, from }) => `${rule.name}: ${from}`)).toEqual([]);
    // Without @swc/core it reads no module under TypeScript 7, and passes.
    expect(totalCruised).toBeGreaterThan(80);
  });

  it('catches an SDK in a pure layer', async () => {
    expect(
      await rulesBrokenBy('functions/mail/planted.ts', [
        "import { S3Client } from '@aws-sdk/client-s3';",
        'export const client = new S3Client({});',
      ]),
    ).toEqual(expect.arrayContaining(['mail-is-pure', 'aws-adapters-apart']));
  });

  it('catches a type that a pure layer takes from an adapter', async () => {
    expect(
      await rulesBrokenBy(
        'functions/conversations/planted.ts',
        [
          "import type { value } from '../adapters/aws/table/table.ts';",
          'export type T = typeof value;',
        ],
        ['functions/adapters/aws/table/table.ts'],
      ),
    ).toEqual(['conversations-are-pure']);
  });

  it('catches a text that depends on who uses it', async () => {
    expect(
      await rulesBrokenBy(
        'functions/texts/planted.ts',
        ["import { value } from '../notifications/other.ts';", 'export const text = value;'],
        ['functions/notifications/other.ts'],
      ),
    ).toEqual(['texts-are-pure']);
  });

  it('catches a step that reaches for an adapter', async () => {
    expect(
      await rulesBrokenBy(
        'functions/steps/planted.ts',
        ["import { value } from '../adapters/aws/table/table.ts';", 'export const step = value;'],
        ['functions/adapters/aws/table/table.ts'],
      ),
    ).toEqual(['steps-know-ports-only']);
  });

  it('catches a step that looks at the clock of the runtime', async () => {
    expect(
      await rulesBrokenBy('functions/steps/planted.ts', [
        "import { performance } from 'node:perf_hooks';",
        'export const now = performance.now();',
      ]),
    ).toEqual(['steps-know-ports-only']);
  });

  it('catches a handler that imports another handler', async () => {
    expect(
      await rulesBrokenBy(
        'functions/planted.ts',
        ["import { value } from './notify.ts';", 'export const handler = value;'],
        ['functions/notify.ts'],
      ),
    ).toContain('no-handler-to-handler');
  });

  it('catches code of a function in lib/', async () => {
    expect(
      await rulesBrokenBy(
        'lib/planted.ts',
        ["import { value } from '../functions/settings/settings.ts';", 'export const v = value;'],
        ['functions/settings/settings.ts'],
      ),
    ).toEqual(['lib-is-cdk-only']);
  });

  it('catches code of a function in local/: it runs the bundles', async () => {
    expect(
      await rulesBrokenBy(
        'local/planted.ts',
        ["import { value } from '../functions/steps/step.ts';", 'export const v = value;'],
        ['functions/steps/step.ts'],
      ),
    ).toEqual(['local-runs-bundles']);
  });

  it('catches two files that import each other', async () => {
    const folderOfBoth = 'functions/mail';
    mkdirSync(join(folder, folderOfBoth), { recursive: true });
    const other = join(folder, folderOfBoth, 'other.ts');
    writeFileSync(other, "import { one } from './planted.ts';\nexport const other = () => one;\n");
    expect(
      await rulesBrokenBy(`${folderOfBoth}/planted.ts`, [
        "import { other } from './other.ts';",
        'export const one = () => other;',
      ]),
    ).toContain('no-cycles');
    rmSync(other);
  });

  it('catches an import that leads nowhere', async () => {
    expect(
      await rulesBrokenBy('functions/mail/planted.ts', [
        "import { gone } from './gone.ts';",
        'export const value = gone;',
      ]),
    ).toContain('no-unresolved');
  });
});
