import { ACCOUNT_ID, REGION } from '../configuration.ts';

/** One AWS call of a process, as IAM evaluates it. */
export interface IamCall {
  /** `"dynamodb:GetItem"` */
  action: string;
  /** An ARN. */
  resource: string;
  /** Values of condition keys, such as `dynamodb:LeadingKeys`. */
  context: Record<string, string | string[]>;
}

/** A request as the AWS SDK sends it. */
export interface SentRequest {
  method: string;
  /** Includes the query. */
  path: string;
  headers: Record<string, string>;
  body: string;
}

type Fields = Record<string, unknown>;

const arn = (service: string, rest: string): string =>
  `arn:aws:${service}:${REGION}:${ACCOUNT_ID}:${rest}`;

/** Reads which IAM actions a request of the SDK needs. A request that it cannot read is an error, because the test must not skip it. */
export function readIamCalls(request: SentRequest): IamCall[] {
  const target = request.headers['x-amz-target'];
  if (target === undefined) return readByPath(request);
  const [service = '', operation = ''] = target.split('.');
  const read = JSON_SERVICES[service.replace(/_\d+$/, '')];
  if (!read)
    throw new Error(`the IAM actions of ${target} are not known: add them in local/rights/`);
  return read(operation, JSON.parse(request.body || '{}') as Fields);
}

const JSON_SERVICES: Record<string, (operation: string, body: Fields) => IamCall[]> = {
  DynamoDB: readTableCalls,
  AmazonSQS: (operation, { QueueUrl, QueueName = QueueUrl }) =>
    one(
      `sqs:${operation.replace(/Batch$/, '')}`,
      arn('sqs', String(QueueName).split('/').at(-1) ?? ''),
    ),
  AmazonSSM: (operation, { Path, Name, Names }) =>
    [Path ?? Name ?? Names].flat().map((name) => ({
      action: `ssm:${operation}`,
      resource: arn('ssm', `parameter${String(name).replace(/\/$/, '')}`),
      context: {},
    })),
  secretsmanager: (operation, { SecretId, Name }) =>
    one(`secretsmanager:${operation}`, secretArn(String(SecretId ?? Name))),
};

const one = (action: string, resource: string, context: IamCall['context'] = {}): IamCall[] => [
  { action, resource, context },
];

/** Secrets Manager adds six characters to the name. */
const secretArn = (id: string): string =>
  id.startsWith('arn:') ? id : arn('secretsmanager', `secret:${id}-local0`);

/** IAM actions of the parts of a transaction. */
const PARTS: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/** A transaction needs the rights of its parts; every other operation needs its own (DynamoDB developer guide, "IAM and transactions"). */
function readTableCalls(operation: string, body: Fields): IamCall[] {
  if (operation.startsWith('Transact')) {
    return (body.TransactItems as Record<string, Fields>[]).flatMap((part) =>
      Object.entries(part).map(([kind, item]) =>
        tableCall(PARTS[kind] ?? kind, item, leadingKeys(item)),
      ),
    );
  }
  if (operation.startsWith('Batch')) {
    return Object.entries(body.RequestItems as Record<string, unknown>).map(([TableName, items]) =>
      tableCall(operation, { TableName }, leadingKeys(items)),
    );
  }
  return [tableCall(operation, body, leadingKeys(body))];
}

function tableCall(operation: string, { TableName, IndexName }: Fields, keys: string[]): IamCall {
  const table = arn('dynamodb', `table/${String(TableName)}`);
  return {
    action: `dynamodb:${operation}`,
    resource: IndexName === undefined ? table : `${table}/index/${String(IndexName)}`,
    context: keys.length > 0 ? { 'dynamodb:LeadingKeys': keys } : {},
  };
}

/** Values of the partition key (`pk`, `gsi1pk`) of the table or of the queried index. */
function leadingKeys(request: unknown): string[] {
  const found = new Set<string>();
  const { IndexName, KeyConditionExpression, ExpressionAttributeValues } = request as Fields;
  if (KeyConditionExpression !== undefined) {
    const partition = /(?:#?\w*pk\w*|#partition)\s*=\s*(:\w+)/i.exec(
      String(KeyConditionExpression),
    );
    const value = (ExpressionAttributeValues as Record<string, { S?: string }>)[
      partition?.[1] ?? ''
    ];
    if (value?.S === undefined)
      throw new Error(
        `the partition that "${KeyConditionExpression}" of ${IndexName ?? 'the table'} queries is not known`,
      );
    return [value.S];
  }
  JSON.stringify(request, (key, value) => {
    const isKey = key === 'pk' && typeof value === 'object' && typeof value?.S === 'string';
    if (isKey) found.add(value.S);
    return value;
  });
  return [...found];
}

const EMAIL_VERSION = /Action=SendRawEmail/;
const INVOCATION = /^\/2015-03-31\/functions\/([^/]+)\/invocations/;

const SUPPRESSED = /^\/v2\/email\/suppression\/addresses\//;

const suppressionAction = (method: string): string =>
  method === 'DELETE' ? 'DeleteSuppressedDestination' : 'GetSuppressedDestination';

function readByPath(request: SentRequest): IamCall[] {
  const invoked = INVOCATION.exec(request.path)?.[1];
  if (invoked)
    return one('lambda:InvokeFunction', arn('lambda', `function:${decodeURIComponent(invoked)}`));
  // the account's suppression list has no resource to name
  if (SUPPRESSED.test(request.path)) return one(`ses:${suppressionAction(request.method)}`, '*');
  if (EMAIL_VERSION.test(request.body)) return readSending(new URLSearchParams(request.body));
  return readObjectCalls(request);
}

/** SES checks the identity of the sender and the configuration set. */
function readSending(form: URLSearchParams): IamCall[] {
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString('latin1');
  const from = /^From:(?:.*<|\s*)([^<>\s]+@([^<>\s]+?))>?\s*$/im.exec(
    raw.replace(/\r?\n[ \t]+/g, ' '),
  );
  const context = { 'ses:FromAddress': form.get('Source') ?? from?.[1] ?? '' };
  const set = form.get('ConfigurationSetName');
  return [
    ...one('ses:SendRawEmail', arn('ses', `identity/${from?.[2] ?? ''}`), context),
    ...(set ? one('ses:SendRawEmail', arn('ses', `configuration-set/${set}`), context) : []),
  ];
}

function readObjectCalls(request: SentRequest): IamCall[] {
  const { method, path, headers } = request;
  const url = new URL(path, 'http://storage');
  const [bucket = '', ...rest] = url.pathname.slice(1).split('/').map(decodeURIComponent);
  const key = rest.join('/');
  const object = `arn:aws:s3:::${bucket}/${key}`;
  if (key === '') return readBucketCalls(request, bucket, url.searchParams);
  if (method === 'GET' || method === 'HEAD') return one('s3:GetObject', object);
  if (method === 'DELETE')
    return one(
      url.searchParams.has('uploadId') ? 's3:AbortMultipartUpload' : 's3:DeleteObject',
      object,
    );
  const source = headers['x-amz-copy-source'];
  const copied = source
    ? one('s3:GetObject', `arn:aws:s3:::${decodeURIComponent(source).replace(/^\//, '')}`)
    : [];
  return [...copied, ...one('s3:PutObject', object)];
}

function readBucketCalls(request: SentRequest, bucket: string, query: URLSearchParams): IamCall[] {
  if (request.method === 'POST' && query.has('delete')) {
    return [...request.body.matchAll(/<Key>([^<]*)<\/Key>/g)].flatMap(([, key]) =>
      one('s3:DeleteObject', `arn:aws:s3:::${bucket}/${key}`),
    );
  }
  const prefix = query.get('prefix');
  return one(
    's3:ListBucket',
    `arn:aws:s3:::${bucket}`,
    prefix === null ? {} : { 's3:prefix': prefix },
  );
}
