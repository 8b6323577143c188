import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ItemStore } from './item-store.ts';

/** Endpoint, region and credentials come from the environment, on AWS as on this machine (AWS_ENDPOINT_URL_DYNAMODB). */
export const openTable = (
  { tableName, mailRecordDays }: { tableName: string; mailRecordDays: number },
  client = new DynamoDBClient({}),
) => new ItemStore(tableName, mailRecordDays, client);
