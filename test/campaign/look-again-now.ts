import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListQueuesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { TestPipeline } from '../support/pipeline.ts';
import { endpointOf, LOCAL_ACCESS } from '../support/stored-data.ts';

/** Seven hours pass: every erasure has its later look (docs/erasure.md). */
export async function lookAgainNow(pipeline: TestPipeline): Promise<void> {
  const endpoint = endpointOf(pipeline, 'DynamoDB');
  const table = DynamoDBDocumentClient.from(new DynamoDBClient({ ...LOCAL_ACCESS, endpoint }));
  const sqs = new SQSClient({ ...LOCAL_ACCESS, endpoint: endpointOf(pipeline, 'S3 and SQS') });
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const QueueUrl = QueueUrls.find((url) => /erasurequeue/i.test(url));
  const TableName = await tableOf(endpoint);
  const { Items = [] } = await table.send(
    new ScanCommand({ TableName, FilterExpression: 'attribute_exists(laterLook)' }),
  );
  for (const item of Items) {
    const laterLook = { ...item.laterLook, dueAt: 0 };
    await table.send(new PutCommand({ TableName, Item: { ...item, laterLook } }));
    const MessageBody = JSON.stringify({ erasureId: item.erasureId });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  }
}

async function tableOf(endpoint: string): Promise<string> {
  const client = new DynamoDBClient({ ...LOCAL_ACCESS, endpoint });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  return TableNames[0] ?? '';
}
