import { setTimeout as pause } from 'node:timers/promises';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { isTransactionConflict, type Table } from './table.ts';

export type TransactionItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const MAX_ATTEMPTS = 8;
const FIRST_PAUSE_MS = 20;

/**
 * Writes all items or none. Two writers that meet on one item (a conversation that several people answer at once) try again, with jitter;
 * a failed condition is thrown at once.
 */
export async function writeTransaction(table: Table, items: TransactionItem[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems: items }));
      return;
    } catch (error) {
      if (!isTransactionConflict(error) || attempt === MAX_ATTEMPTS) throw error;
      await pause(FIRST_PAUSE_MS * 2 ** attempt * Math.random());
    }
  }
}
