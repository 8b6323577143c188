import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  type NotificationConfiguration,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { TemplateValue } from '../../../local/template/template.ts';
import type { Kind, Wanted } from '../cloudformation/kinds.ts';
import { REGION } from '../cloudformation/played-stack.ts';
import { refuseNotifications } from './bucket-refusals.ts';
import { chanceName } from './chance-name.ts';
import type { Moto } from './moto.ts';

/** Buckets with the notifications and policies that a kept one has. */
export function bucketKinds(moto: Moto): Record<string, Partial<Kind>> {
  const storage = new S3Client({ ...moto.client, forcePathStyle: true });
  return {
    'AWS::S3::Bucket': {
      make: async (wanted) => {
        const { BucketName, NotificationConfiguration } = wanted.properties;
        const Bucket = String(BucketName ?? chanceName(wanted, 63).toLowerCase());
        const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
        await storage.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
        await notify(moto, storage, Bucket, NotificationConfiguration);
        const domain = `${Bucket}.s3.${REGION}.amazonaws.com`;
        const attributes = {
          Arn: `arn:aws:s3:::${Bucket}`,
          RegionalDomainName: domain,
          DomainName: domain,
        };
        return { physicalId: Bucket, attributes };
      },
      change: async ({ properties }, { physicalId, attributes }) => {
        await notify(moto, storage, physicalId, properties.NotificationConfiguration);
        return { physicalId, attributes };
      },
      remove: async ({ physicalId }) => {
        await storage.send(new DeleteBucketCommand({ Bucket: physicalId }));
      },
    },
    'AWS::S3::BucketPolicy': {
      make: (wanted) => putPolicy(storage, wanted),
      change: (wanted) => putPolicy(storage, wanted),
      remove: async ({ properties }) => {
        const Bucket = String(properties.Bucket);
        await storage.send(new DeleteBucketPolicyCommand({ Bucket }));
      },
    },
  };
}

async function putPolicy(storage: S3Client, wanted: Wanted) {
  const Bucket = String(wanted.properties.Bucket);
  const Policy = JSON.stringify(wanted.properties.PolicyDocument);
  await storage.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  return { physicalId: `${wanted.stack.name}-${wanted.logicalId}`, attributes: {} };
}

/** Notifications in the template's form, which is not the API's. */
interface TemplateNotifications {
  QueueConfigurations?: {
    Event: string;
    Queue: string;
    Filter?: { S3Key: { Rules: { Name: 'prefix' | 'suffix'; Value: string }[] } };
  }[];
}

async function notify(
  moto: Moto,
  storage: S3Client,
  Bucket: string,
  wanted: TemplateValue | undefined,
): Promise<void> {
  if (wanted === undefined) return;
  const { QueueConfigurations = [] } = wanted as unknown as TemplateNotifications;
  const configuration: NotificationConfiguration = {
    QueueConfigurations: QueueConfigurations.map(({ Event, Queue, Filter }) => ({
      Events: [Event as 's3:ObjectCreated:*'],
      QueueArn: Queue,
      ...(Filter && { Filter: { Key: { FilterRules: Filter.S3Key.Rules } } }),
    })),
  };
  const told = QueueConfigurations.map(({ Queue, Filter }) => ({
    target: Queue,
    prefix: Filter?.S3Key.Rules.find(({ Name }) => Name === 'prefix')?.Value ?? '',
  }));
  await refuseNotifications(moto, told);
  await storage.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration: configuration,
    }),
  );
}
