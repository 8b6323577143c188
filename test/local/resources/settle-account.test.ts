import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDeployment } from '../../../functions/adapters/aws/account/read-deployment.ts';
import { examineDeployment } from '../../../functions/steps/examining/examine-deployment.ts';
import { openParameters } from '../../../local/engines/parameters.ts';
import {
  accountService,
  accountSettings,
  openAccountState,
} from '../../../local/engines/played-account.ts';
import { openRuleSets } from '../../../local/engines/receipt-rule-sets.ts';
import { openSecrets } from '../../../local/engines/secrets.ts';
import { type ServicesServer, startServices } from '../../../local/engines/services-server.ts';
import { openState } from '../../../local/engines/state.ts';
import type { Machine } from '../../../local/resources/machine.ts';
import { settleAccount } from '../../../local/resources/settle-account.ts';

const account = openAccountState();
const ruleSets = openRuleSets();
const ADDRESS = 'support@piping.example';
let services: ServicesServer;

beforeAll(async () => {
  const state = openState(undefined);
  const secrets = openSecrets(state.space('secrets'));
  for (const name of ['token-keys', 'api-tokens']) secrets.put(`email-piping/local/${name}`, '{}');
  services = await startServices({
    json: {
      AmazonSSM: openParameters(state.space('parameters'), () => undefined).service,
      secretsmanager: secrets.service,
    },
    query: {
      namespace: 'http://ses.amazonaws.com/doc/2010-12-01/',
      actions: { ...accountService(account), ...ruleSets.service },
    },
    rest: [accountSettings(account)],
  });
  const rule = { isEnabled: true, recipients: [ADDRESS], isScanned: true, bucketName: 'mail' };
  settleAccount(
    {
      account,
      ruleSets,
      stackName: 'email-piping-local',
      receiptRules: [{ ...rule, objectKeyPrefix: 'inbound/', topicArn: undefined }],
    } as Partial<Machine> as Machine,
    {
      Domain: 'piping.example',
      MailBucketName: 'mail',
      ReceivesAt: ADDRESS,
      SendingRatePerSecond: '1000',
    },
  );
});
afterAll(() => services.stop());

const look = (mailExchanger: string) => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const settings = { region: 'eu-west-1', endpoint: services.endpoint, credentials };
  return readDeployment(
    {
      ses: new SESClient(settings),
      sesv2: new SESv2Client(settings),
      ssm: new SSMClient(settings),
      secrets: new SecretsManagerClient(settings),
      cloudFormation: new CloudFormationClient(settings),
      dynamodb: new DynamoDBClient(settings),
      dns: { resolveMx: async () => [{ exchange: mailExchanger, priority: 10 }] },
    },
    'local',
  );
};

describe('settleAccount', () => {
  it('leaves nothing for the doctor to find, except wrong DNS records', async () => {
    const found = examineDeployment(await look('inbound-smtp.eu-west-1.amazonaws.com'));
    expect(found.filter(({ state }) => state !== 'good')).toEqual([]);
    const elsewhere = examineDeployment(await look('mx.other.example'));
    expect(elsewhere.filter(({ state }) => state === 'bad')).toMatchObject([
      { what: expect.stringContaining('mx.other.example') },
    ]);
  });
});
