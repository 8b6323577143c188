import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemStore } from '../../../../functions/adapters/aws/table/item-store.ts';
import {
  conversationItem,
  guestItem,
} from '../../../../functions/adapters/aws/table/items/conversation-items.ts';
import { keys } from '../../../../functions/adapters/aws/table/keys.ts';
import { openTable } from '../../../../functions/adapters/aws/table/open-table.ts';
import { createEventTable } from '../../../../functions/adapters/aws/table/webhooks/event-table.ts';
import { put } from '../../../../functions/adapters/aws/table/write.ts';
import { eventIdOf } from '../../../../functions/conversations/events/event-id.ts';
import { connectAws, startAws, type TestAws } from '../../../support/start-aws.ts';

/** A table whose eventually consistent reads see nothing yet, as far behind as DynamoDB may be. */
function behind(client: DynamoDBClient): DynamoDBClient {
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { ConsistentRead, RequestItems = {} } = args.input as {
        ConsistentRead?: boolean;
        RequestItems?: Record<string, { ConsistentRead?: boolean }>;
      };
      const batches = Object.values(RequestItems);
      if (ConsistentRead === false || batches.some((batch) => batch.ConsistentRead === false)) {
        Object.assign(result.output, { Item: undefined, Items: [], Responses: {} });
      }
      return result;
    },
    { step: 'initialize', name: 'behind' },
  );
  return client;
}

let aws: TestAws;
let table: ItemStore;

beforeAll(async () => {
  aws = await startAws();
  table = openTable(aws, behind(connectAws(aws.endpoints).dynamodb));
});
afterAll(() => aws.stop());

const guest = keys.guest('1000', 'carla@kunde.example');

describe('an eventually consistent table', () => {
  it('reads a missing item again, consistently', async () => {
    await table.write(put(guestItem, guest, { address: 'carla@kunde.example' }));
    expect(await table.reading('eventual-if-found').get(guestItem, guest)).toEqual({
      address: 'carla@kunde.example',
    });
    expect(await table.reading('eventual').get(guestItem, guest)).toBeUndefined();
  });

  it('reads an empty list again, consistently', async () => {
    await table.write(put(guestItem, guest, { address: 'carla@kunde.example' }));
    const listed = table.reading('eventual-if-found').all(guestItem, { partition: guest.pk });
    expect(await listed).toHaveLength(1);
  });

  it('still gives an event its number, and another one the next (S20)', async () => {
    const events = createEventTable(table);
    const at = '2026-11-22T10:30:00.000Z';
    await table.write(
      put(conversationItem, keys.conversation('1001'), {
        conversationId: '1001',
        userId: 'carla',
        status: 'open',
        createdAt: at,
        lastActivityAt: at,
      }),
    );
    const told = (n: number) => {
      const messageId = `1001-${String(n).padStart(26, '0')}`;
      const subject = { type: 'message.created', conversationId: '1001', messageId } as const;
      return events.number('chat', { ...subject, eventId: eventIdOf(subject), at }, Date.parse(at));
    };
    expect((await told(1))?.sequence).toBe(1);
    expect((await told(1))?.sequence).toBe(1);
    expect((await told(2))?.sequence).toBe(2);
  });
});
