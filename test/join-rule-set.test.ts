import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from 'aws-lambda';
import { expect, it, vi } from 'vitest';
import { openRuleSets } from '../local/engines/receipt-rule-sets.ts';
import { startServices } from '../local/engines/services-server.ts';

const PROPERTIES = {
  ruleName: 'piping',
  ownRuleSetName: 'piping',
  recipients: ['support@piping.example'],
  bucketName: 'bucket',
  topicArn: 'arn:aws:sns:eu-west-1:000000000000:topic',
  stop: 'false',
};

it('join-rule-set never tells CloudFormation a failure after a success whose receipt was lost', async () => {
  const told: string[] = [];
  const cloudFormation = createServer(async (request, response) => {
    const body = await request.setEncoding('utf8').toArray();
    told.push(JSON.parse(body.join('')).Status);
    if (told.length === 1) response.destroy();
    else response.end();
  });
  await new Promise<void>((resolve) => cloudFormation.listen(0, '127.0.0.1', resolve));
  const namespace = 'http://ses.amazonaws.com/doc/2010-12-01/';
  const actions = openRuleSets().service;
  const aws = await startServices({ json: {}, query: { namespace, actions }, rest: [] });
  vi.stubEnv('AWS_ENDPOINT_URL', aws.endpoint);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('LOG_LEVEL', 'SILENT');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  const { handler } = await import('../functions/join-rule-set.ts');
  const { port } = cloudFormation.address() as AddressInfo;
  const call = () =>
    handler(
      {
        RequestType: 'Create',
        ResponseURL: `http://127.0.0.1:${port}/`,
        StackId: 'stack',
        RequestId: 'request',
        LogicalResourceId: 'Rule',
        ResourceProperties: PROPERTIES,
      },
      { awsRequestId: 'call' } as Context,
    );
  // Lambda calls again
  await expect(call()).rejects.toThrow();
  await call();
  expect(told).toEqual(['SUCCESS', 'SUCCESS']);
  await aws.stop();
  cloudFormation.close();
});
