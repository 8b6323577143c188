import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParametersByPathCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openParameters, type ParameterChange } from '../../../local/engines/parameters.ts';
import { openSecrets } from '../../../local/engines/secrets.ts';
import { type ServicesServer, startServices } from '../../../local/engines/services-server.ts';
import { openState } from '../../../local/engines/state.ts';

const changes: ParameterChange[] = [];
const state = openState(undefined);
const parameters = openParameters(state.space('parameters'), (change) => changes.push(change));
const secrets = openSecrets(state.space('secrets'));
let services: ServicesServer;
let settings: {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  maxAttempts: number;
};

beforeAll(async () => {
  services = await startServices({
    json: { AmazonSSM: parameters.service, secretsmanager: secrets.service },
    query: { namespace: 'x', actions: {} },
  });
  settings = {
    endpoint: services.endpoint,
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  };
});
afterAll(() => services.stop());

describe('startServices', () => {
  it('lists parameters below a path in pages of ten', async () => {
    for (let number = 0; number < 12; number++) parameters.put(`/a/${number}`, String(number));
    parameters.put('/b/0', 'other');
    const ssm = new SSMClient(settings);
    const first = await ssm.send(new GetParametersByPathCommand({ Path: '/a/' }));
    const second = await ssm.send(
      new GetParametersByPathCommand({ Path: '/a/', NextToken: first.NextToken }),
    );
    expect([first.Parameters?.length, second.Parameters?.length, second.NextToken]).toEqual([
      10,
      2,
      undefined,
    ]);
  });

  it('reports changes of a parameter, and overwrites it only if asked', async () => {
    const ssm = new SSMClient(settings);
    const put = (Overwrite: boolean) =>
      ssm.send(new PutParameterCommand({ Name: '/c/x', Value: '1', Type: 'String', Overwrite }));
    await put(false);
    await expect(put(false)).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
    await put(true);
    expect(changes.filter(({ name }) => name === '/c/x').map(({ operation }) => operation)).toEqual(
      ['Create', 'Update'],
    );
  });

  it('returns a secret by name and by ARN', async () => {
    secrets.put('email-piping/local/mailboxes/shop', 'pass word');
    const client = new SecretsManagerClient(settings);
    const { ARN, SecretString } = await client.send(
      new GetSecretValueCommand({ SecretId: 'email-piping/local/mailboxes/shop' }),
    );
    expect(SecretString).toBe('pass word');
    expect((await client.send(new GetSecretValueCommand({ SecretId: ARN }))).SecretString).toBe(
      'pass word',
    );
    await expect(
      client.send(new GetSecretValueCommand({ SecretId: 'none' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('answers 400 to a call that it does not play', async () => {
    const json = await fetch(services.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSSM.LabelParameterVersion' },
      body: '{}',
    });
    const query = await fetch(services.endpoint, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'VerifyEmailIdentity' }),
    });
    expect([json.status, query.status]).toEqual([400, 400]);
    expect(await query.text()).toContain('VerifyEmailIdentity is not played');
  });
});
