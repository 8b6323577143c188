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

const PLANTED_ROOTS = ['bin', 'lib', 'functions', 'local'];
const ROOTS = [...PLANTED_ROOTS, 'console'];

/** The layer check of `npm run layers`, in a folder. */
async function checkLayers(folder: string, roots: string[]): Promise<Summary> {
  const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const options = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json'];
  const result = await run(process.execPath, [program, ...roots, ...options], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: { stdout: string }) => error);
  return JSON.parse(result.stdout).summary;
}

interface Planted {
  what: string;
  file: string;
  lines: string[];
  breaks: string[];
}

/** What the planted files import, allowed in itself. */
const IMPORTED = [
  'functions/adapters/aws/table/open-table.ts',
  'functions/notifications/other.ts',
  'functions/notify.ts',
  'functions/settings/settings.ts',
  'functions/steps/step.ts',
];

const PLANTED: Planted[] = [
  {
    what: 'an SDK in a pure layer',
    file: 'functions/mail/planted-sdk.ts',
    lines: [
      "import { S3Client } from '@aws-sdk/client-s3';",
      'export const client = new S3Client({});',
    ],
    breaks: ['aws-adapters-apart', 'mail-is-pure'],
  },
  {
    what: 'a type that a pure layer takes from an adapter',
    file: 'functions/conversations/planted.ts',
    lines: [
      "import type { value } from '../adapters/aws/table/open-table.ts';",
      'export type T = typeof value;',
    ],
    breaks: ['conversations-are-pure'],
  },
  {
    what: 'a text that depends on who uses it',
    file: 'functions/texts/planted.ts',
    lines: ["import { value } from '../notifications/other.ts';", 'export const text = value;'],
    breaks: ['texts-are-pure'],
  },
  {
    what: 'a step that reaches for an adapter',
    file: 'functions/steps/planted-adapter.ts',
    lines: [
      "import { value } from '../adapters/aws/table/open-table.ts';",
      'export const step = value;',
    ],
    breaks: ['steps-know-ports-only'],
  },
  {
    what: 'a step that looks at the clock of the runtime',
    file: 'functions/steps/planted-clock.ts',
    lines: [
      "import { performance } from 'node:perf_hooks';",
      'export const now = performance.now();',
    ],
    breaks: ['steps-know-ports-only'],
  },
  {
    what: 'a handler that imports another handler',
    file: 'functions/planted.ts',
    lines: ["import { value } from './notify.ts';", 'export const handler = value;'],
    breaks: ['handlers-wire-only', 'no-handler-to-handler'],
  },
  {
    what: 'code of a function in lib/',
    file: 'lib/planted.ts',
    lines: [
      "import { value } from '../functions/settings/settings.ts';",
      'export const v = value;',
    ],
    breaks: ['lib-is-cdk-only'],
  },
  {
    what: 'code of a function in local/: it runs the bundles',
    file: 'local/planted.ts',
    lines: ["import { value } from '../functions/steps/step.ts';", 'export const v = value;'],
    breaks: ['local-runs-bundles'],
  },
  {
    what: 'two files that import each other',
    file: 'functions/mail/planted-one.ts',
    lines: ["import { other } from './planted-other.ts';", 'export const one = () => other;'],
    breaks: ['no-cycles'],
  },
  {
    what: 'an import that leads nowhere',
    file: 'functions/mail/planted-gone.ts',
    lines: ["import { gone } from './gone.ts';", 'export const value = gone;'],
    breaks: ['mail-is-pure', 'no-unresolved'],
  },
];

describe('npm run layers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'layers-'));
  let found: Violation[];

  function plant(file: string, lines: string[]): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${lines.join('\n')}\n`);
  }

  beforeAll(async () => {
    for (const file of ['.dependency-cruiser.mjs', 'package.json', 'tsconfig.json']) {
      cpSync(file, join(folder, file));
    }
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    mkdirSync(join(folder, 'bin'));
    for (const file of IMPORTED) plant(file, ['export const value = 1;']);
    for (const { file, lines } of PLANTED) plant(file, lines);
    // a cycle is reported for one of its files
    plant('functions/mail/planted-other.ts', [
      "import { one } from './planted-one.ts';",
      'export const other = () => one;',
    ]);
    found = (await checkLayers(folder, PLANTED_ROOTS)).violations;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('passes the present tree, and reads all of it', async () => {
    const { violations, totalCruised } = await checkLayers('.', ROOTS);
    expect(violations.map(({ rule, from }) => `${rule.name}: ${from}`)).toEqual([]);
    // without @swc/core it reads no module under TypeScript 7, and passes
    expect(totalCruised).toBeGreaterThan(80);
  });

  it.each(PLANTED)('catches $what', ({ file, breaks }) => {
    const broken = found.filter(({ from }) => from === file).map(({ rule }) => rule.name);
    expect([...new Set(broken)].sort()).toEqual(breaks);
  });

  it('passes files that obey', () => {
    const planted = PLANTED.map(({ file }) => file);
    expect(found.filter(({ from }) => !planted.includes(from))).toEqual([]);
  });
});
