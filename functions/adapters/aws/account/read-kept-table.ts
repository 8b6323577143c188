import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import type { KeptTable } from '../../../steps/operating/ports.ts';

/** What a table is like that is there before the stack, by its ARN. Undefined: there is none. */
export async function readKeptTable(
  dynamodb: DynamoDBClient,
  arn: string,
): Promise<KeptTable | undefined> {
  const name = arn.split('/').at(-1) ?? '';
  try {
    const [{ Table = {} }, { TimeToLiveDescription }] = await Promise.all([
      dynamodb.send(new DescribeTableCommand({ TableName: name })),
      dynamodb.send(new DescribeTimeToLiveCommand({ TableName: name })),
    ]);
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
      ...(TimeToLiveDescription?.AttributeName && {
        expiresBy: TimeToLiveDescription.AttributeName,
      }),
    };
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

/** The partition key comes first. */
const keysOf = (schema: KeySchemaElement[] = []): string[] =>
  schema
    .toSorted((one, other) => (one.KeyType ?? '').localeCompare(other.KeyType ?? ''))
    .map(({ AttributeName = '' }) => AttributeName);
