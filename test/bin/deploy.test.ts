import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { accountOfFile, STACK } from '../adapters/aws/account/account-world.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { world, services, aws } = await accountOfFile();

/** Stands in for `npx cdk` (PATH leads to it): notes its arguments and the file of carried parameters, and fails at the call that it is told. */
const NPX = `#!/bin/sh
echo "$*" >> "$CDK_CALLS"
case "$*" in *carriedParameters=*) file="\${4#carriedParameters=}"; cp "$file" "$CDK_CALLS.carried"; esac
[ "$(wc -l < "$CDK_CALLS")" != "$CDK_FAILS_AT" ] || exit 7
`;
const OPTIONS = [
  ...['domain=piping.example', 'pipingAddress=support@piping.example', 'stage=test'],
  ...['existingIdentity=true', 'existingSecrets=true', 'existingRuleSetName=company'],
].flatMap((value) => ['-c', value]);

function openCdk() {
  const folder = temporaryFolder('cdk');
  writeFileSync(join(folder, 'npx'), NPX, { mode: 0o755 });
  const calls = join(folder, 'calls');
  return {
    hasRun: () => existsSync(calls),
    calls: () => readFileSync(calls, 'utf8').trimEnd().split('\n'),
    carried: () => JSON.parse(readFileSync(`${calls}.carried`, 'utf8')),
    /** The exit code of `npm run deploy`, and what it said. */
    deploy: (failsAt = 0, more: string[] = []) =>
      new Promise<{ code: unknown; said: string }>((done) => {
        const env = {
          ...process.env,
          PATH: `${folder}:${process.env.PATH}`,
          CDK_CALLS: calls,
          CDK_FAILS_AT: String(failsAt),
          AWS_REGION: 'eu-west-1',
          AWS_ACCESS_KEY_ID: 'test',
          AWS_SECRET_ACCESS_KEY: 'test',
          AWS_ENDPOINT_URL: services.endpoint,
          AWS_ENDPOINT_URL_DYNAMODB: aws.endpoints.dynamodb,
          AWS_ENDPOINT_URL_S3: aws.endpoints.fauxqs,
          // nobody answers there
          PIPING_DNS_SERVER: '127.0.0.1:1',
        };
        execFile(
          process.execPath,
          ['bin/deploy.ts', ...OPTIONS, '--require-approval', 'never', ...more],
          { env },
          (error, stdout, stderr) => done({ code: error?.code ?? 0, said: stdout + stderr }),
        );
      }),
  };
}

describe('npm run deploy', () => {
  it('makes the table without protection, so that a rollback leaves nothing, and protects it afterwards; lets CDK delete what a failed try left', async () => {
    const cdk = openCdk();
    const failed = {
      outputs: {},
      resources: [],
      template: '{}',
      isProtected: true,
      status: 'ROLLBACK_COMPLETE',
    };
    const deployed = { ...world.account.stacks[STACK], outputs: { TableName: aws.tableName } };
    Object.defineProperty(world.account.stacks, STACK, {
      get: () => (cdk.hasRun() ? deployed : failed),
    });
    world.ruleSets.activate('company', []);
    const { code, said } = await cdk.deploy();
    expect([code, said]).toEqual([0, expect.stringContaining('CDK is bootstrapped')]);
    expect(cdk.calls()).toEqual([
      `cdk deploy -c tableDeletionProtection=false ${OPTIONS.join(' ')} --require-approval never`,
    ]);
    const { Table } = await aws.dynamodb.send(
      new DescribeTableCommand({ TableName: aws.tableName }),
    );
    expect(Table?.DeletionProtectionEnabled).toBe(true);
    expect(failed.isProtected).toBe(false);
  });

  it('lets the parameters of 0.1.0 go in one deployment, leaves them out in the next, and ends as CDK does', async () => {
    const cdk = openCdk();
    const tag = { Type: 'AWS::SSM::Parameter', Properties: { Name: '/email-piping/test/tag' } };
    const Resources = { Tag: tag, Table: { Type: 'AWS::DynamoDB::Table', Properties: {} } };
    Object.assign(world.account.stacks[STACK] ?? {}, { template: JSON.stringify({ Resources }) });
    expect(await cdk.deploy(2)).toMatchObject({ code: 7 });
    const options = `${OPTIONS.join(' ')} --require-approval never`;
    const [first, ...next] = cdk.calls();
    const [, file = ''] = /-c carriedParameters=(\S+) (.*)$/.exec(first ?? '') ?? [];
    expect(first).toBe(`cdk deploy -c carriedParameters=${file} ${options}`);
    expect(next).toEqual([`cdk deploy ${options}`]);
    expect(cdk.carried()).toEqual({ Tag: tag });
    expect(existsSync(file)).toBe(false);
  });

  it('runs no CDK where the preflight refuses, also what -c gives', async () => {
    const cdk = openCdk();
    const { code, said } = await cdk.deploy(0, ['-c', 'stage=Bad']);
    const problem =
      'stage: must be 1 to 20 of a-z 0-9 -, begin with a letter and not end with - (given: "Bad")';
    expect([code, said]).toEqual([2, expect.stringContaining(problem)]);
    expect(cdk.hasRun()).toBe(false);
  });
});
