import { isDeepStrictEqual } from 'node:util';
import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import { REGION } from '../configuration.ts';

/** A stream record in the form in which Lambda passes it to a handler. */
export interface LambdaStreamRecord {
  eventID: string;
  eventName: string;
  eventVersion: string;
  eventSource: 'aws:dynamodb';
  awsRegion: string;
  eventSourceARN: string;
  dynamodb: {
    SequenceNumber: string;
    [field: string]: unknown;
  };
}

/** The event of a stream record. Undefined for a write that changed nothing: the embedded engine reports these, DynamoDB does not. */
export function toLambdaRecord(
  record: StreamRecord,
  streamArn: string,
): LambdaStreamRecord | undefined {
  const change = record.dynamodb ?? {};
  if (record.eventName === 'MODIFY' && isDeepStrictEqual(change.OldImage, change.NewImage))
    return undefined;
  const images = Object.entries({
    Keys: change.Keys,
    NewImage: change.NewImage,
    OldImage: change.OldImage,
  });
  return {
    eventID: record.eventID ?? '',
    eventName: record.eventName ?? '',
    eventVersion: record.eventVersion ?? '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: REGION,
    eventSourceARN: streamArn,
    dynamodb: {
      ...Object.fromEntries(
        images
          .filter(([, image]) => image !== undefined)
          .map(([name, image]) => [name, toJson(image)]),
      ),
      ApproximateCreationDateTime: Math.floor(
        (change.ApproximateCreationDateTime?.getTime() ?? 0) / 1000,
      ),
      SequenceNumber: change.SequenceNumber ?? '',
      SizeBytes: change.SizeBytes ?? 0,
      StreamViewType: change.StreamViewType ?? 'NEW_AND_OLD_IMAGES',
    },
  };
}

/** Binary values are base64 in an event. */
function toJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, toJson(field)]));
}
