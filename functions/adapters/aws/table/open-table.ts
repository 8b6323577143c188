import { openDynamoDb } from '../clients.ts';
import { ItemStore } from './item-store.ts';

/** Endpoint, region and credentials come from the environment, on AWS and locally (AWS_ENDPOINT_URL_DYNAMODB). */
export const openTable = (
  { tableName, mailRecordDays }: { tableName: string; mailRecordDays: number },
  client = openDynamoDb(),
) => new ItemStore(tableName, mailRecordDays, client);
