import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainFailure } from '../../bin/explain-failure.ts';
import { readDeployOptions } from '../../bin/read-deploy-options.ts';

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

describe('explainFailure', () => {
  const failure = (name: string, message: string, more: object = {}) =>
    Object.assign(new Error(message), { name, ...more });
  const none = failure('CredentialsProviderError', 'Could not load credentials from any providers');
  const sso = failure(
    'CredentialsProviderError',
    'The SSO session associated with this profile is invalid. To refresh this SSO session run aws sso login with the corresponding profile.',
  );
  const unknownHost = failure('Error', 'getaddrinfo ENOTFOUND ssm.eu-west-99.amazonaws.com', {
    code: 'ENOTFOUND',
  });
  const noHost = failure('Error', 'Region not accepted: region="eu west" is not a valid hostname.');

  it.each<[string, Error, Record<string, string>, string]>([
    ['a profile without credentials', none, { AWS_PROFILE: 'nope' }, 'the profile "nope"'],
    ['a session that ended', sso, { AWS_PROFILE: 'work' }, 'aws sso login --profile work'],
    ['a region that does not exist', unknownHost, { AWS_REGION: 'eu-west-99' }, '"eu-west-99"'],
    ['a region that is no host name', noHost, { AWS_REGION: 'eu west' }, 'AWS_REGION ("eu west")'],
    [
      'a stage that is misspelt, where no stack is asked for',
      failure('ResourceNotFoundException', "Secrets Manager can't find the specified secret."),
      {},
      'secret: are the stage, AWS_REGION and the account right?',
    ],
    [
      'a missing right, in the words of AWS',
      failure('AccessDenied', 'not allowed'),
      {},
      'not allowed',
    ],
  ])('names %s', (_what, error, shell, words) => {
    expect(explainFailure(error, shell)).toContain(words);
  });
});

describe('readDeployOptions', () => {
  it.each<[string[], object, string | undefined]>([
    [
      ['-c', 'stage=test', '--context', 'domain=a.example'],
      { stage: 'test', domain: 'a.example' },
      undefined,
    ],
    [['-c', 'tags={"a":"b=c"}'], { tags: '{"a":"b=c"}' }, undefined],
    [['--hotswap', '--profile', 'work', 'email-piping-test'], {}, 'work'],
    [['--context=stage=test', '--profile=work'], { stage: 'test' }, 'work'],
    [[], {}, undefined],
  ])(
    'finds the context and the profile among the options of CDK: %j',
    (given, context, profile) => {
      expect(readDeployOptions(given)).toEqual({ context, profile });
    },
  );
});
