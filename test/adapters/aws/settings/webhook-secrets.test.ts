import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createWebhookSecretReader,
  createWebhookSecretRemover,
  createWebhookSecretWriter,
} from '../../../../functions/adapters/aws/settings/webhook-secrets.ts';
import { openSecrets, type Secrets } from '../../../../local/engines/secrets.ts';
import { type ServicesServer, startServices } from '../../../../local/engines/services-server.ts';
import { openState } from '../../../../local/engines/state.ts';

const PREFIX = 'email-piping/test/';
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OTHER = 'another secret of 16';

let services: ServicesServer;
let client: SecretsManagerClient;
let asked: string[];
/** What another function does before a secret is created, once. */
let beforeCreating: (() => Promise<void>) | undefined;

beforeAll(async () => {
  const secrets: Secrets = openSecrets(openState(undefined).space('secrets'));
  services = await startServices({
    json: { secretsmanager: secrets.service },
    rest: [],
    query: { namespace: 'none', actions: {} },
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new SecretsManagerClient({
    region: 'eu-west-1',
    endpoint: services.endpoint,
    credentials,
  });
  asked = [];
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        asked.push(String(commandName));
        if (commandName === 'CreateSecretCommand') {
          const overtake = beforeCreating;
          beforeCreating = undefined;
          await overtake?.();
        }
        return next(args);
      },
    { step: 'initialize' },
  );
});
afterAll(() => services.stop());

const open = () => ({
  ...createWebhookSecretReader(client, PREFIX),
  ...createWebhookSecretWriter(client, PREFIX),
  ...createWebhookSecretRemover(client, PREFIX),
});

describe('secrets of webhooks', () => {
  it('are encrypted with the key of the deployment', async () => {
    const key = 'arn:aws:kms:eu-west-1:000000000000:key/1';
    await createWebhookSecretWriter(client, 'email-piping/encrypted/', key).put('w', SECRET);
    const { SecretList = [] } = await client.send(
      new ListSecretsCommand({ Filters: [{ Key: 'name', Values: ['email-piping/encrypted/'] }] }),
    );
    expect(SecretList.map(({ KmsKeyId }) => KmsKeyId)).toEqual([key]);
  });

  it('have a valid name of their own, whatever the webhook’s id', async () => {
    const secrets = open();
    const ids = ['a:b', 'a|b', 'a~b', 'a=b', 'a+b', 'a@b', 'a-AbCdEf', '.', `${'x:'.repeat(64)}`];
    const versions = new Map<string, string>();
    for (const id of ids) versions.set(id, await secrets.put(id, `${SECRET}${id}`));
    for (const [id, version] of versions) {
      expect(await secrets.read(id, version)).toBe(`${SECRET}${id}`);
      await secrets.remove(id);
      await secrets.remove(id);
      expect(await open().read(id, version)).toBeUndefined();
    }
  });

  it('are read by version, also a former one', async () => {
    const secrets = open();
    const first = await secrets.put('chat', SECRET);
    const second = await secrets.put('chat', OTHER);
    expect([await secrets.read('chat', second), await secrets.read('chat', first)]).toEqual([
      OTHER,
      SECRET,
    ]);
  });

  it('have equal versions if they are equal, within one webhook', async () => {
    const secrets = open();
    const version = await secrets.put('again', SECRET);
    expect(await secrets.put('again', SECRET)).toBe(version);
    expect(await secrets.put('third', SECRET)).not.toBe(version);
    expect(version).not.toContain(SECRET);
  });

  it('are both stored if two first calls come at once, as from two copies of a backend that starts (S11)', async () => {
    const secrets = open();
    let faster = '';
    beforeCreating = async () => {
      faster = await secrets.put('twice', OTHER);
    };
    const slower = await secrets.put('twice', SECRET);
    expect([await secrets.read('twice', faster), await secrets.read('twice', slower)]).toEqual([
      OTHER,
      SECRET,
    ]);
  });

  it('get their old version when a former one is put again', async () => {
    const secrets = open();
    const first = await secrets.put('back', SECRET);
    await secrets.put('back', OTHER);
    expect(await secrets.put('back', SECRET)).toBe(first);
    expect(await secrets.read('back', first)).toBe(SECRET);
  });

  it('are cached, as a version never changes', async () => {
    const version = await open().put('warm', SECRET);
    const secrets = open();
    await secrets.read('warm', version);
    asked.length = 0;
    expect(await secrets.read('warm', version)).toBe(SECRET);
    expect(asked).toEqual([]);
  });

  it('are removed with their webhook, and new ones of the same id are others', async () => {
    const secrets = open();
    const version = await secrets.put('gone', SECRET);
    await secrets.remove('gone');
    expect(await open().read('gone', version)).toBeUndefined();
    const next = await secrets.put('gone', OTHER);
    expect(await open().read('gone', next)).toBe(OTHER);
  });

  it('may be missing, or lack a version', async () => {
    const secrets = open();
    await secrets.put('there', SECRET);
    expect(await secrets.read('never', 'x'.repeat(64))).toBeUndefined();
    expect(await secrets.read('there', 'x'.repeat(64))).toBeUndefined();
    await expect(secrets.remove('never')).resolves.toBeUndefined();
  });
});
