import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAssembly } from '../../local/template/read-assembly.ts';

const run = promisify(execFile);

describe('npm run synth', () => {
  const folder = mkdtempSync(join(tmpdir(), 'synth-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeAll(async () => {
    // CDK also validates the template, and fails with its findings
    await run('npm', ['run', '--silent', 'synth', '--', '--output', folder]);
  });

  async function functions(): Promise<{ name: string; code: string }[]> {
    const { stackName, template, assets } = await readAssembly(folder);
    return Object.values(template.Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => {
        // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of a hundred shapes
        const { FunctionName, Code } = Properties as any;
        return {
          name: FunctionName.replace(`${stackName}-`, ''),
          code: assets.get(Code.S3Key.replace('.zip', '')) ?? '',
        };
      });
  }

  it('keeps the source maps of each function beside its code, not in it', async () => {
    for (const { name, code } of await functions()) {
      expect(existsSync(join(code, 'index.mjs')), name).toBe(true);
      expect(existsSync(join(code, 'index.mjs.map')), name).toBe(false);
      expect(existsSync(join(folder, 'source-maps', name, 'index.mjs.map')), name).toBe(true);
    }
  });

  it('npm run trace gives the source positions of a stack trace', async () => {
    const { code } = (await functions()).find(({ name }) => name === 'check-settings') ?? {};
    const { stderr } = spawnSync(process.execPath, [join(code ?? '', 'index.mjs')], {
      env: { AWS_REGION: 'eu-west-1' },
      encoding: 'utf8',
    });
    expect(stderr).not.toContain('functions/runtime/');
    const { stdout } = spawnSync(
      process.execPath,
      ['bin/trace.ts', 'check-settings', '--assembly', folder],
      { input: stderr, encoding: 'utf8' },
    );
    expect(stdout).toMatch(/functions\/runtime\/environment\.ts:\d+:\d+/);
  });

  it('npm run trace leaves what it has no map of, and says so unless it is AWS’s own', async () => {
    const stack = 'at a (file:///var/runtime/index.mjs:1173:29)\nat b (/var/task/other.mjs:1:9)\n';
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['bin/trace.ts', 'check-settings', '--assembly', folder],
      { input: stack, encoding: 'utf8' },
    );
    expect(stdout).toBe(stack);
    expect(stderr).toMatch(/^There is no map of other\.mjs: /);
  });
});
