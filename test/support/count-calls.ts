import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';

/** The AWS calls of some work, counted where the SDK passes them to its transport. */
export interface AwsUse {
  /** By operation: `{TransactWriteItems: 1}`. Retries count, too. */
  calls: Record<string, number>;
  /** As DynamoDB reports them, indexes included. */
  writeUnits: number;
  readUnits: number;
}

interface Capacity {
  CapacityUnits?: number;
}

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'TransactGetItems']);

const unitsOf = (capacity: Capacity | Capacity[] | undefined): number =>
  [capacity ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);

export const callsOf = ({ calls }: AwsUse): number =>
  Object.values(calls).reduce((sum, count) => sum + count, 0);

/** The sum of several. */
export function sumOf(uses: AwsUse[]): AwsUse {
  const sum: AwsUse = { calls: {}, writeUnits: 0, readUnits: 0 };
  for (const { calls, writeUnits, readUnits } of uses) {
    for (const [operation, count] of Object.entries(calls)) {
      sum.calls[operation] = (sum.calls[operation] ?? 0) + count;
    }
    sum.writeUnits += writeUnits;
    sum.readUnits += readUnits;
  }
  return sum;
}

/** Counts the calls of these clients; `take` returns the counts and resets them. */
export function countCalls(clients: { dynamodb: DynamoDBClient; s3: S3Client; sqs: SQSClient }): {
  take(): AwsUse;
} {
  let use: AwsUse = { calls: {}, writeUnits: 0, readUnits: 0 };
  for (const { middlewareStack } of [clients.s3, clients.sqs]) {
    // biome-ignore lint/suspicious/noExplicitAny: the stacks of the clients have no type in common
    (middlewareStack as any).add(
      (next: (args: object) => Promise<object>, { commandName }: { commandName: string }) =>
        (args: object) => {
          note(commandName);
          return next(args);
        },
      { step: 'finalizeRequest', priority: 'low', name: 'countCalls' },
    );
  }
  clients.dynamodb.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' };
        const result = await next({ ...args, input } as typeof args);
        const operation = note(commandName);
        const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Capacity };
        const units = unitsOf(ConsumedCapacity);
        if (READS.has(operation)) use.readUnits += units;
        else use.writeUnits += units;
        return result;
      },
    { step: 'initialize', name: 'countCalls' },
  );
  function note(commandName: string): string {
    const operation = commandName.replace(/Command$/, '');
    use.calls[operation] = (use.calls[operation] ?? 0) + 1;
    return operation;
  }
  return {
    take() {
      const taken = use;
      use = { calls: {}, writeUnits: 0, readUnits: 0 };
      return taken;
    },
  };
}
