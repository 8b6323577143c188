import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';

const app = resolve('bin/email-piping.ts');

/** Starts the app as `cdk` does, in a folder without a configuration, without credentials and region. */
const start = (context: object) =>
  spawnSync(process.execPath, [app], {
    cwd: temporaryFolder('app'),
    env: {
      CDK_CONTEXT_JSON: JSON.stringify(context),
      CDK_VALIDATION: 'false',
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    },
    encoding: 'utf8',
  });

describe('bin/email-piping.ts', () => {
  it('fails and names the file to copy if there is no configuration', () => {
    const { status, stderr } = start({});
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringContaining('Copy email-piping.config.example.json to email-piping.config.json'),
    ]);
  });

  it('synthesizes from the context alone', () => {
    const { status, stderr } = start({
      domain: 'example.com',
      pipingAddress: 'support@example.com',
      stage: 'test',
      'aws:cdk:bundling-stacks': [],
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});
