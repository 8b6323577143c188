import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import budgets from '../../lib/bundles/budgets.json' with { type: 'json' };
import { startBytes, wholeBytes } from '../../lib/bundles/bundle-bytes.ts';
import { readConfiguration } from '../../local/configuration.ts';
import { readAssembly } from '../../local/template/read-assembly.ts';
import { synthesize } from '../../local/template/synthesize.ts';

const run = promisify(execFile);
/** Matches `{a:x,b:y}=await import("./part.mjs")`. */
const TAKEN_FROM_A_PART = /\{([^{}]+)\}=await import\("\.\/([^"]+)"\)/g;

interface BuiltFunction {
  folder: string;
  environment: Record<string, string>;
}

describe('bundles', () => {
  const built = new Map<string, BuiltFunction>();

  beforeAll(async () => {
    // that of `npm start`, whose code is that of a deployment; test/deployment has the rest
    const folder = await synthesize(process.cwd(), readConfiguration({}));
    const { stackName, template, assets } = await readAssembly(folder);
    for (const { Type, Properties } of Object.values(template.Resources)) {
      if (Type !== 'AWS::Lambda::Function') continue;
      // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of a hundred shapes
      const { FunctionName, Code, Environment } = Properties as any;
      const name = FunctionName.replace(`${stackName}-`, '');
      const code = assets.get(Code.S3Key.replace('.zip', '')) ?? fail(name);
      built.set(name, { folder: code, environment: withoutReferences(Environment.Variables) });
    }
  }, 120_000);

  it.each([
    'parse-mail',
    'poll-mailboxes',
    'notify',
    'serve-api',
    'deliver-webhooks',
    'record-feedback',
    'reconcile',
    'erase-person',
    'check-settings',
  ])(
    '%s starts without node_modules and undici, with only the template’s environment',
    async (name) => {
      const { folder, environment } = built.get(name) ?? fail(name);
      const module = pathToFileURL(join(folder, 'index.mjs')).href;
      const { stdout } = await run(
        process.execPath,
        [
          '--input-type=module',
          '-e',
          // Node's own modules: undici costs a tenth of a start (decision 0104)
          `console.log(typeof (await import('${module}')).handler, process.moduleLoadList.some((name) => name.includes('undici')))`,
        ],
        { cwd: folder, env: { ...environment, AWS_REGION: 'eu-west-1' } },
      );
      expect(stdout.trim()).toBe('function false');
      expect(existsSync(join(folder, 'index.mjs.map'))).toBe(false);
    },
  );

  it.each(['parse-mail', 'serve-api', 'poll-mailboxes'])(
    '%s imports from lazily loaded parts only what they export',
    async (name) => {
      const { folder } = built.get(name) ?? fail(name);
      const files = readdirSync(folder).filter((file) => file.endsWith('.mjs'));
      const taken = files.flatMap((file) => [
        ...readFileSync(join(folder, file), 'utf8').matchAll(TAKEN_FROM_A_PART),
      ]);
      expect(taken.length).toBeGreaterThan(0);
      for (const [, names = '', part = ''] of taken) {
        const wanted = names.split(',').map((each) => each.replace(/:.*/, ''));
        const exported = Object.keys(await import(pathToFileURL(join(folder, part)).href));
        expect(exported, part).toEqual(expect.arrayContaining(wanted));
      }
    },
  );

  it.each(Object.entries(budgets))('%s is not larger than its limit', (name, most) => {
    const { folder } = built.get(name) ?? fail(name);
    expect(startBytes(folder)).toBeLessThanOrEqual(most.startBytes);
    expect(wholeBytes(folder)).toBeLessThanOrEqual(most.wholeBytes);
  });

  it('parse-mail has the packages for rare charsets beside it', () => {
    const { folder } = built.get('parse-mail') ?? fail('parse-mail');
    expect(existsSync(join(folder, 'node_modules/iconv-lite/index.mjs'))).toBe(true);
    expect(existsSync(join(folder, 'node_modules/chardet/index.mjs'))).toBe(true);
  });
});

function fail(name: string): never {
  throw new Error(`there is no function ${name} in the template`);
}

/** Joins text with references, whose values become a URL, which may also be a name. */
function fillIn(value: unknown): string {
  if (typeof value === 'string') return value;
  const [between = '', parts] = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'] ?? [];
  return parts?.map(fillIn).join(between) ?? 'http://127.0.0.1:9/filled-in';
}

function withoutReferences(variables: Record<string, unknown>): Record<string, string> {
  const filled = Object.entries(variables).map(([name, value]) => [name, fillIn(value)]);
  return Object.fromEntries(filled);
}
