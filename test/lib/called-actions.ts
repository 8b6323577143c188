import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { buildSync } from 'esbuild';

const DYNAMODB_WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'];
const dynamodb = (...names: string[]) => names.map((name) => `dynamodb:${name}`);

/** The actions that a call of the SDK needs, by the name of its command, paginator or helper. */
const ACTIONS: Record<string, string[]> = {
  Get: dynamodb('GetItem'),
  BatchGet: dynamodb('BatchGetItem'),
  Query: dynamodb('Query'),
  Put: dynamodb('PutItem'),
  Update: dynamodb('UpdateItem'),
  Delete: dynamodb('DeleteItem'),
  BatchWrite: dynamodb('BatchWriteItem'),
  TransactWrite: dynamodb(...DYNAMODB_WRITES),
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

const CALL = /\bnew (\w+?)Command\d*\(|\bpaginate(\w+?)\d*\(|\bnew (Upload)\d*\(/g;

/** The code of each function by its name, not minified. */
const bundles = lazily(() => {
  const { outputFiles } = buildSync({
    entryPoints: readdirSync('functions').flatMap((file) =>
      file.endsWith('.ts') ? [`functions/${file}`] : [],
    ),
    outdir: 'never-written',
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
  });
  return new Map(outputFiles.map(({ path, text }) => [basename(path, '.js'), text]));
});

/** Every action of AWS that the code of one function can ask for: what is left of ours in its bundle after tree shaking. */
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
function ownCodeOf(bundle: string): string {
  return bundle
    .split(/^(?=\/\/ \S+\/\S+$)/m)
    .filter((part) => part.startsWith('// functions/'))
    .join('');
}

function actionsOf(call: string): string[] {
  const actions = ACTIONS[call];
  if (actions === undefined) throw new Error(`which actions does ${call} need? Add it to ACTIONS`);
  return actions;
}
