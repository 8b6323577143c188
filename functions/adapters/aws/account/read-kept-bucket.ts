import {
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  type NotificationConfigurationFilter,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { BucketNotification, KeptBucket } from '../../../steps/examining/ports.ts';
import { answerUnless } from '../answer-unless.ts';

const NO_POLICY = ['NoSuchBucketPolicy', 'NoSuchBucket'];

/** Reads an existing bucket's policy and notifications. Undefined: there is no such bucket, or it may not be read. */
export async function readKeptBucket(
  s3: S3Client,
  Bucket: string,
): Promise<KeptBucket | undefined> {
  const [notifications, policy] = await Promise.all([
    answerUnless(['NoSuchBucket'], readNotifications(s3, Bucket)),
    answerUnless(NO_POLICY, s3.send(new GetBucketPolicyCommand({ Bucket }))),
  ]);
  return notifications && { name: Bucket, policy: policy?.Policy ?? '{}', notifications };
}

interface Raw {
  Events?: string[] | undefined;
  Filter?: NotificationConfigurationFilter | undefined;
}

async function readNotifications(s3: S3Client, Bucket: string): Promise<BucketNotification[]> {
  const found = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
  const { QueueConfigurations = [], TopicConfigurations = [] } = found;
  const { LambdaFunctionConfigurations = [], EventBridgeConfiguration } = found;
  const told = (field: string, target = '', value: Raw = {}) => ({
    field,
    target,
    events: value.Events ?? [],
    prefix: prefixOf(value),
    value,
  });
  return [
    ...QueueConfigurations.map((one) => told('QueueConfigurations', one.QueueArn, one)),
    ...TopicConfigurations.map((one) => told('TopicConfigurations', one.TopicArn, one)),
    ...LambdaFunctionConfigurations.map((one) =>
      told('LambdaFunctionConfigurations', one.LambdaFunctionArn, one),
    ),
    ...(EventBridgeConfiguration ? [told('EventBridgeConfiguration')] : []),
  ];
}

/** S3 writes the name of a filter rule with or without a capital. */
function prefixOf({ Filter }: Raw): string {
  const rules = Filter?.Key?.FilterRules ?? [];
  return rules.find(({ Name }) => Name?.toLowerCase() === 'prefix')?.Value ?? '';
}
