import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { RateCounter } from '../../../../steps/chatting/ports.ts';
import { keys } from '../keys.ts';
import type { Table } from '../table.ts';

/** Counts calls of a token in a window; the item goes by its TTL. */
export function createRateTable({ client, name }: Table): RateCounter {
  return {
    async take(tokenId, window, permits, windowEndsAtMs) {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: name,
          Key: keys.rate(tokenId, window),
          UpdateExpression: 'ADD taken :permits SET expiresAt = :expiresAt',
          ExpressionAttributeValues: {
            ':permits': permits,
            ':expiresAt': Math.ceil(windowEndsAtMs / 1000),
          },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return Number(Attributes?.taken);
    },
  };
}
