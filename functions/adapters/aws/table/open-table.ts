import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openDynamoDb } from '../clients.ts';
import { GatheredReads } from './gathered-reads.ts';
import { ItemStore } from './item-store.ts';

/** Endpoint, region and credentials come from the environment, on AWS and locally (AWS_ENDPOINT_URL_DYNAMODB). */
export function openTable(
  { tableName: name, mailRecordDays: recordDays }: { tableName: string; mailRecordDays: number },
  client = openDynamoDb(),
): ItemStore {
  const gathered = {
    consistent: new GatheredReads(name, client, true),
    eventual: new GatheredReads(name, client, false),
  };
  return new ItemStore({ name, recordDays, client, gathered });
}

/** A stage's table, for an operator's commands. None of them decides how long a mail's record is kept. */
export const openTableOfStage = (tableName: string, client?: DynamoDBClient): ItemStore =>
  openTable({ tableName, mailRecordDays: 1 }, client);
