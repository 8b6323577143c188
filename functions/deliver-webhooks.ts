import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';

/** Trigger: the table's stream, SQS WebhookQueue. Takes the event and tells how much it held. */
export async function handler(event: SQSEvent | DynamoDBStreamEvent): Promise<void> {
  process.stdout.write(
    `${JSON.stringify({ function: 'deliver-webhooks', records: event.Records.length })}\n`,
  );
}
