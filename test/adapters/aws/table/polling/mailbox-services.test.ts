import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createMailboxSecrets,
  createMailboxSecretWriter,
} from '../../../../../functions/adapters/aws/settings/mailbox-secrets.ts';
import { createSettingHistory } from '../../../../../functions/adapters/aws/settings/setting-history.ts';
import { openParameters } from '../../../../../local/engines/parameters.ts';
import { openSecrets } from '../../../../../local/engines/secrets.ts';
import {
  type ServicesServer,
  startServices,
} from '../../../../../local/engines/services-server.ts';
import { openState } from '../../../../../local/engines/state.ts';

const PATH = '/email-piping/test/';
const ENTRY = {
  name: 'box',
  preset: 'gmail',
  user: 'support@gmail.com',
  secret: 'box',
  address: 'support@gmail.com',
};

const state = openState(undefined);
const parameters = openParameters(state.space('parameters'), () => undefined);
const secrets = openSecrets(state.space('secrets'));
let server: ServicesServer;
const client = () => ({
  endpoint: server.endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

beforeAll(async () => {
  server = await startServices({
    json: { AmazonSSM: parameters.service, secretsmanager: secrets.service },
    query: { namespace: 'none', actions: {} },
  });
});
afterAll(async () => {
  await server.stop();
  state.close();
});

describe('createSettingHistory', () => {
  it('gives every version, newest first, an invalid one without mailboxes', async () => {
    const before = Date.now();
    for (const value of ['[]', JSON.stringify([ENTRY]), 'rubbish']) {
      parameters.put(`${PATH}mailboxes`, value);
    }
    const history = createSettingHistory(new SSMClient(client()), PATH);
    const versions = await history.versionsOfMailboxes();
    expect(versions.map(({ mailboxes }) => mailboxes.map(({ host }) => host))).toEqual([
      [],
      ['imap.gmail.com'],
      [],
    ]);
    expect(versions.every(({ atMs }) => atMs >= before - 1 && atMs <= Date.now() + 1)).toBe(true);
  });
});

describe('createMailboxSecrets', () => {
  it('reads a secret by the last part of its name, each time anew', async () => {
    const store = createMailboxSecrets(new SecretsManagerClient(client()), 'email-piping/test/');
    expect(await store.read('box')).toBeUndefined();
    for (const password of ['first', 'second']) {
      secrets.put('email-piping/test/mailboxes/box', password);
      expect(await store.read('box')).toMatchObject({ text: password });
    }
  });

  it('tells since when a password is in force', async () => {
    const store = createMailboxSecrets(new SecretsManagerClient(client()), 'email-piping/test/');
    const before = Date.now();
    secrets.put('email-piping/test/mailboxes/dated', 'password');
    const { writtenAtMs = 0 } = (await store.read('dated')) ?? {};
    expect(writtenAtMs).toBeGreaterThanOrEqual(before - 1_000);
    expect(writtenAtMs).toBeLessThanOrEqual(Date.now());
  });

  it('names another version with another password', async () => {
    const store = createMailboxSecrets(new SecretsManagerClient(client()), 'email-piping/test/');
    const versions = new Set<string | undefined>();
    for (const password of ['third', 'fourth']) {
      secrets.put('email-piping/test/mailboxes/box', password);
      for (let times = 0; times < 2; times += 1) versions.add((await store.read('box'))?.version);
    }
    expect([versions.size, versions.has('')]).toEqual([2, false]);
  });
});

describe('replace', () => {
  const openStore = () =>
    createMailboxSecrets(new SecretsManagerClient(client()), 'email-piping/test/');

  it('writes a text in the place of the one that was read', async () => {
    secrets.put('email-piping/test/mailboxes/renewed', 'older');
    const store = openStore();
    const read = await store.read('renewed');
    if (read) await store.replace('renewed', read, 'newer');
    expect(await store.read('renewed')).toMatchObject({ text: 'newer' });
  });

  it('leaves the one that somebody has given since', async () => {
    secrets.put('email-piping/test/mailboxes/changed', 'older');
    const store = openStore();
    const read = await store.read('changed');
    secrets.put('email-piping/test/mailboxes/changed', 'given by an admin');
    if (read) await store.replace('changed', read, 'newer');
    expect(await store.read('changed')).toMatchObject({ text: 'given by an admin' });
  });
});

describe('createMailboxSecretWriter', () => {
  it('encrypts a secret with the key of the deployment', async () => {
    const manager = new SecretsManagerClient(client());
    const key = 'arn:aws:kms:eu-west-1:000000000000:key/1';
    await createMailboxSecretWriter(manager, 'email-piping/test/', key).put('encrypted', 'x');
    const SecretId = 'email-piping/test/mailboxes/encrypted';
    const { KmsKeyId } = await manager.send(new DescribeSecretCommand({ SecretId }));
    expect(KmsKeyId).toBe(key);
  });

  it('writes a secret that somebody has deleted, as the doctor proposes: it is only marked for weeks (R2)', async () => {
    const manager = new SecretsManagerClient(client());
    secrets.put('email-piping/test/mailboxes/deleted', 'before');
    secrets.markForDeletion('email-piping/test/mailboxes/deleted');
    await createMailboxSecretWriter(manager, 'email-piping/test/').put('deleted', 'after');
    const store = createMailboxSecrets(manager, 'email-piping/test/');
    expect(await store.read('deleted')).toMatchObject({ text: 'after' });
  });

  it('creates a secret with its first value, and changes that', async () => {
    const manager = new SecretsManagerClient(client());
    const writer = createMailboxSecretWriter(manager, 'email-piping/test/');
    const store = createMailboxSecrets(manager, 'email-piping/test/');
    for (const password of ['first', 'second']) {
      await writer.put('written', password);
      expect(await store.read('written')).toMatchObject({ text: password });
    }
  });
});
