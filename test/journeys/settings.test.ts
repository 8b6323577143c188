import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';

const PROJECT = join(import.meta.dirname, '../..');
const execute = promisify(execFile);

let pipeline: TestPipeline;
let endpoint: string;

beforeAll(async () => {
  pipeline = await startTestPipeline();
  endpoint = /SES, SSM.* (http:\S+)/.exec(pipeline.output())?.[1] ?? '';
});
afterAll(() => pipeline?.stop());

/** `npm run settings -- …` against the pipeline's own parameters. */
async function settings(...given: string[]): Promise<{ code: number; text: string }> {
  const env = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
  try {
    const options = { cwd: PROJECT, env };
    const done = await execute(process.execPath, ['bin/settings.ts', ...given], options);
    return { code: 0, text: done.stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, text: stdout + stderr };
  }
}

const written = async () => (await pipeline.local('GET', '/settings')).body;

describe('npm run settings', () => {
  it('shows every setting in a table', async () => {
    const { code, text } = await settings('get', 'local');
    expect(code).toBe(0);
    expect(text).toMatch(/^setting +value/);
    expect(text).toMatch(/^sender-address +support@piping\.example/m);
    expect(text).toMatch(/^locale +en +default/m);
  });

  it('sets a good value', async () => {
    expect((await settings('set', 'local', 'grouping-seconds', '30')).code).toBe(0);
    expect((await written())['grouping-seconds']).toBe('30');
    expect((await settings('get', 'local', 'grouping-seconds')).text).toMatch(/ 30/);
  });

  it('refuses a bad value and an unknown name with the reason, and writes nothing (S20)', async () => {
    const bad = await settings('set', 'local', 'grouping-seconds', '901');
    expect([bad.code, bad.text]).toEqual([2, expect.stringMatching(/grouping-seconds.*900/)]);
    const unknown = await settings('set', 'local', 'grouping', '1');
    expect([unknown.code, unknown.text]).toEqual([
      2,
      expect.stringMatching(/no setting "grouping"/),
    ]);
    expect((await written())['grouping-seconds']).toBe('30');
  });

  it('checks the stored values', async () => {
    expect(await settings('check', 'local')).toEqual({ code: 0, text: 'every setting is good\n' });
  });

  it('ends with 1 if a stored value is bad, and names it (S20)', async () => {
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const ssm = new SSMClient({ endpoint, region: 'eu-west-1', credentials });
    const Name = '/email-piping/local/grouping-seconds';
    await ssm.send(
      new PutParameterCommand({ Name, Value: '901', Type: 'String', Overwrite: true }),
    );
    const { code, text } = await settings('check', 'local');
    expect([code, text]).toEqual([1, expect.stringMatching(/^grouping-seconds +901/m)]);
  });

  it('ends with 2 and shows its usage if it is not told what to do', async () => {
    const usage = expect.stringContaining('usage: npm run settings');
    for (const given of [[], ['get'], ['forget', 'local'], ['set', 'local', 'locale']]) {
      expect(await settings(...given), given.join(' ')).toEqual({ code: 2, text: usage });
    }
  });
});
