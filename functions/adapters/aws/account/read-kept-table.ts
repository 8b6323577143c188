import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import type { KeptTable } from '../../../steps/examining/ports.ts';
import { answerUnless } from '../answer-unless.ts';

/** Describes an existing table, by its ARN. Undefined: no such table. */
export async function readKeptTable(
  dynamodb: DynamoDBClient,
  arn: string,
): Promise<KeptTable | undefined> {
  const name = arn.split('/').at(-1) ?? '';
  const asked = Promise.all([
    dynamodb.send(new DescribeTableCommand({ TableName: name })),
    dynamodb.send(new DescribeTimeToLiveCommand({ TableName: name })),
  ]);
  const found = await answerUnless(['ResourceNotFoundException'], asked);
  if (!found) return undefined;
  const [{ Table = {} }, { TimeToLiveDescription }] = found;
  const { LatestStreamArn, StreamSpecification } = Table;
  return {
    name,
    keys: keysOf(Table.KeySchema),
    indexes: (Table.GlobalSecondaryIndexes ?? []).map((index) => ({
      name: index.IndexName ?? '',
      keys: keysOf(index.KeySchema),
      projection: index.Projection?.ProjectionType ?? '',
      isReady: index.IndexStatus === 'ACTIVE',
    })),
    ...(StreamSpecification?.StreamEnabled &&
      LatestStreamArn && {
        stream: { arn: LatestStreamArn, view: StreamSpecification.StreamViewType ?? '' },
      }),
    ...(TimeToLiveDescription?.AttributeName && { expiresBy: TimeToLiveDescription.AttributeName }),
  };
}

/** The attribute names, partition key first ("HASH" sorts before "RANGE"). */
const keysOf = (schema: KeySchemaElement[] = []): string[] =>
  schema
    .toSorted((one, other) => (one.KeyType ?? '').localeCompare(other.KeyType ?? ''))
    .map(({ AttributeName = '' }) => AttributeName);
