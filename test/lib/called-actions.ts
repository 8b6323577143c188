import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { buildSync } from 'esbuild';
import { INDEX_PARTITIONS, keys, ranges } from '../../functions/adapters/aws/table/keys.ts';

const DYNAMODB_WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'];
const dynamodb = (...names: string[]) => names.map((name) => `dynamodb:${name}`);

/** The actions that a call of the SDK needs, by the name of its command, paginator or helper. */
const ACTIONS: Record<string, string[]> = {
  GetItem: dynamodb('GetItem'),
  BatchGetItem: dynamodb('BatchGetItem'),
  Query: dynamodb('Query'),
  PutItem: dynamodb('PutItem'),
  UpdateItem: dynamodb('UpdateItem'),
  DeleteItem: dynamodb('DeleteItem'),
  BatchWriteItem: dynamodb('BatchWriteItem'),
  TransactWriteItems: dynamodb(...DYNAMODB_WRITES),
  Scan: dynamodb('Scan'),
  GetObject: ['s3:GetObject'],
  HeadObject: ['s3:GetObject'],
  PutObject: ['s3:PutObject'],
  CopyObject: ['s3:GetObject', 's3:PutObject'],
  Upload: ['s3:PutObject', 's3:AbortMultipartUpload'],
  DeleteObject: ['s3:DeleteObject'],
  DeleteObjects: ['s3:DeleteObject'],
  ListObjectsV2: ['s3:ListBucket'],
  ChangeMessageVisibility: ['sqs:ChangeMessageVisibility'],
  GetQueueUrl: ['sqs:GetQueueUrl'],
  ReceiveMessage: ['sqs:ReceiveMessage'],
  DeleteMessage: ['sqs:DeleteMessage'],
  DeleteMessageBatch: ['sqs:DeleteMessage'],
  SendMessage: ['sqs:SendMessage'],
  SendMessageBatch: ['sqs:SendMessage'],
  SendRawEmail: ['ses:SendRawEmail'],
  GetParametersByPath: ['ssm:GetParametersByPath'],
  PutParameter: ['ssm:PutParameter'],
  GetParameterHistory: ['ssm:GetParameterHistory'],
  GetSecretValue: ['secretsmanager:GetSecretValue'],
  PutSecretValue: ['secretsmanager:PutSecretValue'],
  DeleteSecret: ['secretsmanager:DeleteSecret'],
  RestoreSecret: ['secretsmanager:RestoreSecret'],
  CreateSecret: ['secretsmanager:CreateSecret'],
  Invoke: ['lambda:InvokeFunction'],
  DeleteSuppressedDestination: ['ses:DeleteSuppressedDestination'],
  PutEvents: ['events:PutEvents'],
};

const CALL = /\bnew (\w+?)Command\d*\(|\bpaginate(\w+?)\d*\(|\bnew \w*?(Upload)\d*\(/g;

/** The bundle of each function, not minified. */
const bundles = lazily(() => {
  const { outputFiles } = buildSync({
    entryPoints: readdirSync('functions').flatMap((file) =>
      file.endsWith('.ts') ? [`functions/${file}`] : [],
    ),
    outdir: 'never-written',
    bundle: true,
    packages: 'external',
    write: false,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
  });
  return new Map(outputFiles.map(({ path, text }) => [basename(path, '.js'), text]));
});

/** Partitions of the table and its index that our code in a function's bundle names, and in which file. */
export function namedPartitions(
  name: string,
): { partition: string; isList: boolean; by: string }[] {
  return ownPartsOf(bundles().get(name) ?? '').flatMap((part) => {
    const by = /^\/\/ (\S+)/.exec(part)?.[1] ?? '';
    if (by.endsWith('/keys.ts')) return [];
    return [...part.matchAll(KEY)].flatMap(([, object = '', member = '']) =>
      // an item's own place in a list is written, not read
      object.startsWith('INDEX') && by.includes('/items/') ? [] : partitionsOf(object, member, by),
    );
  });
}

const KEY = /\b(keys|ranges|INDEX_PARTITIONS)\d*\.(\w+)/g;

const ANY = {
  kind: 'user',
  id: '9',
  conversationId: '7',
  status: 'open',
  mailId: 'inbound-1',
  receivedAt: '2026-01-01T00:00:00.000Z',
};
const PARTIES = ['user', 'agent', 'department'];
const SCOPES = [{ conversationId: '7' }, { userId: '9' }, 'others'];
/** Keys and ranges whose partition depends on their arguments. */
const GIVEN: Record<string, unknown[][]> = {
  conversationOf: PARTIES.map((party) => [party, '9', ANY]),
  conversationsOf: PARTIES.map((party) => [party, '9']),
  eventNumber: SCOPES.map((scope) => [scope, 'chat', 1]),
  eventNumbers: SCOPES.map((scope) => [scope, 'chat']),
};

/** The place of an index, a key, or a range of keys. */
type Made = string | { pk: string } | { partition: string };

function partitionOf(made: Made): string {
  if (typeof made === 'string') return made;
  return 'pk' in made ? made.pk : made.partition;
}

function partitionsOf(object: string, member: string, by: string) {
  const home = { keys, ranges, INDEX_PARTITIONS }[object] as Record<string, unknown>;
  if (!Object.hasOwn(home, member)) return [];
  const isList = object === 'INDEX_PARTITIONS';
  const made = home[member] as string | ((...given: unknown[]) => Made);
  if (typeof made === 'string') return [{ partition: made, isList, by }];
  return (GIVEN[member] ?? [['7-8', ANY, ANY]]).map((given) => ({
    partition: partitionOf(made(...given)),
    isList,
    by,
  }));
}

/** Every AWS action that our code in a function's bundle can call, after tree shaking. */
export function calledActions(name: string): string[] {
  const calls = ownCodeOf(bundles().get(name) ?? '').matchAll(CALL);
  const actions = [...calls].flatMap(([, command, paginator, helper]) =>
    actionsOf(command ?? paginator ?? helper ?? ''),
  );
  return [...new Set(actions)].sort();
}

function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** esbuild writes each file's path before its code. */
const ownCodeOf = (bundle: string): string => ownPartsOf(bundle).join('');

function ownPartsOf(bundle: string): string[] {
  return bundle.split(/^(?=\/\/ \S+\/\S+$)/m).filter((part) => part.startsWith('// functions/'));
}

function actionsOf(call: string): string[] {
  const actions = ACTIONS[call];
  if (actions === undefined) throw new Error(`which actions does ${call} need? Add it to ACTIONS`);
  return actions;
}
