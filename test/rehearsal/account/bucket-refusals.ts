import { GetBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ServiceError } from '../../../local/engines/service-error.ts';
import type { Moto } from './moto.ts';

/** A notification about the objects below `prefix`. */
export interface Told {
  /** ARN of a queue, a topic or a function. */
  target: string;
  prefix: string;
}

/**
 * Checks notifications by S3's user guide, which moto does not: all are put or none; each queue must exist, because it is
 * sent a test message; two for the same object are refused.
 */
export async function refuseNotifications(moto: Moto, told: readonly Told[]): Promise<void> {
  for (const [index, one] of told.entries()) {
    if (told.slice(0, index).some((other) => overlap(one.prefix, other.prefix))) {
      throw new ServiceError(
        'InvalidArgument',
        'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
      );
    }
  }
  const queues = new SQSClient(moto.client);
  for (const { target } of told.filter(({ target: arn }) => arn.includes(':sqs:'))) {
    const QueueName = target.split(':').at(-1) ?? '';
    await queues.send(new GetQueueUrlCommand({ QueueName })).catch(() => {
      throw new ServiceError(
        'InvalidArgument',
        'Unable to validate the following destination configurations',
      );
    });
  }
}

const overlap = (one: string, other: string): boolean =>
  one.startsWith(other) || other.startsWith(one);

/** The body of S3's PutBucketNotificationConfiguration. */
export function readNotifications(xml: string): Told[] {
  const found = xml.matchAll(
    /<(Queue|Topic|CloudFunction)Configuration>(.*?)<\/\1Configuration>/gs,
  );
  return [...found].map(([, , one = '']) => ({
    target: /<(?:Queue|Topic|CloudFunction)>([^<]*)/.exec(one)?.[1] ?? '',
    prefix: /<Name>prefix<\/Name>\s*<Value>([^<]*)/i.exec(one)?.[1] ?? '',
  }));
}

/** SES writes a test object when a rule with an S3 action is created or changed, and refuses the rule if it may not. */
export async function refuseRule(moto: Moto, form: URLSearchParams): Promise<void> {
  const action = 'Rule.Actions.member.1.S3Action';
  const bucket = form.get(`${action}.BucketName`);
  if (bucket === null) return;
  const objects = `arn:aws:s3:::${bucket}/${form.get(`${action}.ObjectKeyPrefix`) ?? ''}*`;
  const storage = new S3Client({ ...moto.client, forcePathStyle: true });
  const { Policy = '{"Statement": []}' } = await storage
    .send(new GetBucketPolicyCommand({ Bucket: bucket }))
    .catch(() => ({ Policy: undefined }));
  const { Statement } = JSON.parse(Policy) as { Statement: Record<string, unknown>[] };
  const isAllowed = Statement.some(
    ({ Effect, Principal, Action, Resource }) =>
      Effect === 'Allow' &&
      JSON.stringify(Principal).includes('ses.amazonaws.com') &&
      [Action].flat().includes('s3:PutObject') &&
      [Resource].flat().includes(objects),
  );
  if (!isAllowed)
    throw new ServiceError('InvalidS3Configuration', `Could not write to bucket: ${bucket}`);
}
