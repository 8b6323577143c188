import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { boundedCalls, CALL_MS } from './bounded-calls.ts';

const boundedTransfers = () =>
  boundedCalls({ attemptMs: CALL_MS.object, restMs: CALL_MS.restOfObject });

/** Clients take endpoint, region and credentials from the environment, so the same code runs on AWS and locally. */
export const openEventBridge = () => new EventBridgeClient(boundedCalls());
export const openS3 = () => new S3Client(boundedTransfers());
export const openSes = () => new SESClient(boundedCalls());
export const openSqs = () => new SQSClient(boundedCalls());
export const openSsm = () => new SSMClient(boundedCalls());
export const openSecrets = () => new SecretsManagerClient(boundedCalls());

/** `cacheMiddleware` builds the middleware stack once for each kind of call; many calls of few kinds go to the one table. */
export const openDynamoDb = (elsewhere: DynamoDBClientConfig = {}) =>
  new DynamoDBClient({ ...boundedCalls(), cacheMiddleware: true, ...elsewhere });

/**
 * SES takes each call about receipt rules only once a second (its API reference, `DescribeActiveReceiptRuleSet` and the others). The SDK's
 * pauses after a throttled call are random; together, those of six attempts are hardly ever shorter than a second.
 */
export const openReceiptSes = () => new SESClient(boundedCalls({ attempts: 6 }));

/** Its presigned URLs contain only what we sign: no checksum that the uploader would have to send. */
export const openUploadS3 = () =>
  new S3Client({
    ...boundedTransfers(),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
