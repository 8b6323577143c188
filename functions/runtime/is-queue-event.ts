import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';

/** For a function with two sources: whether this event came from a queue. */
export const isQueueEvent = (event: DynamoDBStreamEvent | SQSEvent): event is SQSEvent =>
  event.Records[0]?.eventSource === 'aws:sqs';
