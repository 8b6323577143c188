import { DescribeTableCommand, DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { GetBucketPolicyCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  GetSecretValueCommand,
  paginateListSecrets,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { ListIdentitiesCommand, SESClient } from '@aws-sdk/client-ses';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { paginateGetParametersByPath, SSMClient } from '@aws-sdk/client-ssm';
import type { PlayedAccount } from './open-account.ts';

/** The contents of the account, by kind: `{secrets: {"email-piping/test/token-keys": "…"}}`. */
export type Snapshot = Record<SnapshotKind, Record<string, string>>;
export type SnapshotKind =
  | 'settings'
  | 'secrets'
  | 'identities'
  | 'tables'
  | 'buckets'
  | 'queues'
  | 'ruleSets'
  | 'active';

/** Reads the account without changing it. */
export async function takeSnapshot({ moto, ruleSets }: PlayedAccount): Promise<Snapshot> {
  const { client } = moto;
  const [settings, secrets, tables, identities, buckets, queues] = await Promise.all([
    readSettings(new SSMClient(client)),
    readSecrets(new SecretsManagerClient(client)),
    readTables(new DynamoDBClient(client)),
    new SESClient(client).send(new ListIdentitiesCommand({})),
    readBuckets(new S3Client({ ...client, forcePathStyle: true })),
    new SQSClient(client).send(new ListQueuesCommand({})),
  ]);
  return {
    settings,
    secrets,
    tables,
    identities: present(identities.Identities),
    buckets,
    queues: present(queues.QueueUrls),
    ruleSets: Object.fromEntries(
      Object.entries(ruleSets.ruleNames()).map(([name, rules]) => [name, rules.join(' ')]),
    ),
    active: { 'receipt rule set': ruleSets.active() ?? 'none' },
  };
}

const present = (names: string[] = []): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, 'there']));

async function readSettings(ssm: SSMClient): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const asked = { Path: '/email-piping/', Recursive: true };
  for await (const { Parameters = [] } of paginateGetParametersByPath({ client: ssm }, asked))
    for (const { Name = '', Value = '' } of Parameters) found[Name] = Value;
  return found;
}

async function readSecrets(secrets: SecretsManagerClient): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const { SecretList = [] } of paginateListSecrets({ client: secrets }, {})) {
    for (const { Name = '' } of SecretList) {
      const { SecretString = '' } = await secrets.send(
        new GetSecretValueCommand({ SecretId: Name }),
      );
      found[Name] = SecretString;
    }
  }
  return found;
}

/** The buckets by name, and whether they have a policy. */
async function readBuckets(storage: S3Client): Promise<Record<string, string>> {
  const { Buckets = [] } = await storage.send(new ListBucketsCommand({}));
  const found = Buckets.map(async ({ Name = '' }) => {
    const policy = storage.send(new GetBucketPolicyCommand({ Bucket: Name }));
    return [
      Name,
      await policy.then(
        () => 'with a policy',
        () => 'without a policy',
      ),
    ];
  });
  return Object.fromEntries(await Promise.all(found));
}

async function readTables(tables: DynamoDBClient): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const { TableNames = [] } of paginateListTables({ client: tables }, {})) {
    for (const TableName of TableNames) {
      const { Table } = await tables.send(new DescribeTableCommand({ TableName }));
      found[TableName] = Table?.DeletionProtectionEnabled ? 'protected' : 'not protected';
    }
  }
  return found;
}

/** What is gone or changed since, of these kinds. */
export function lostOf(before: Snapshot, after: Snapshot, kinds: SnapshotKind[]): string[] {
  return kinds.flatMap((kind) =>
    Object.entries(before[kind]).flatMap(([name, value]) => {
      const now = after[kind][name];
      if (now === undefined) return [`${kind}: ${name} is gone`];
      return now === value ? [] : [`${kind}: ${name} was "${value}", is "${now}"`];
    }),
  );
}

/** What is new since, of these kinds. */
export const leftOf = (before: Snapshot, after: Snapshot, kinds: SnapshotKind[]): string[] =>
  kinds.flatMap((kind) =>
    Object.keys(after[kind])
      .filter((name) => before[kind][name] === undefined)
      .map((name) => `${kind}: ${name} is left behind`),
  );
