import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';

/** Trigger: the table's stream, SQS OutgoingQueue. Takes the event and tells how much it held. */
export async function handler(event: SQSEvent | DynamoDBStreamEvent): Promise<void> {
  process.stdout.write(
    `${JSON.stringify({ function: 'notify', records: event.Records.length })}\n`,
  );
}
