import type { SQSEvent } from 'aws-lambda';

/** Trigger: SQS ErasureQueue. Takes the event and tells how much it held. */
export async function handler(event: SQSEvent): Promise<void> {
  process.stdout.write(
    `${JSON.stringify({ function: 'erase-person', records: event.Records.length })}\n`,
  );
}
