import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { openDynamoDb } from '../../functions/adapters/aws/clients.ts';
import { startAws } from '../../test/support/start-aws.ts';

const WARM_UP = 200;
const CALLS = 600;

/**
 * Milliseconds of CPU that the SDK needs to read one small item from the embedded engine, in a warm
 * process with the functions' own settings. No function can need much less; a transaction needs more.
 */
export async function cpuMsOfOneCall(): Promise<number> {
  const aws = await startAws();
  const dynamodb = openDynamoDb({
    endpoint: aws.endpoints.dynamodb,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const Key = { pk: { S: 'nothing' }, sk: { S: 'here' } };
  const read = () => dynamodb.send(new GetItemCommand({ TableName: aws.tableName, Key }));
  for (let call = 0; call < WARM_UP; call += 1) await read();
  const before = process.cpuUsage();
  for (let call = 0; call < CALLS; call += 1) await read();
  const { user, system } = process.cpuUsage(before);
  await aws.stop();
  return (user + system) / 1000 / CALLS;
}
