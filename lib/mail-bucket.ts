import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  EventType,
  HttpMethods,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { SqsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Configuration } from './configuration.ts';

/** The folders of the bucket (docs/architecture.md, "The bucket"). */
export const BUCKET_FOLDERS = [
  'inbound',
  'polled',
  'uploads',
  'attachments',
  'bodies',
  'templates',
] as const;
/** Folders into which SES and the poller put raw mail. */
const RAW_MAIL_FOLDERS = ['inbound', 'polled'] as const satisfies BucketFolder[];

export type BucketFolder = (typeof BUCKET_FOLDERS)[number];

/** As long as their items in the table (`attachmentItem` of functions/adapters/aws/table/items/conversation-items.ts). */
const UNUSED_UPLOADS_ARE_KEPT = Duration.days(1);

/** A bucket's encryption: with the team's key, else with one of S3. */
export const encryptionOf = (encryptionKey: IKey | undefined) =>
  encryptionKey === undefined
    ? { encryption: BucketEncryption.S3_MANAGED }
    : { encryption: BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true };

export interface MailBucketProps {
  readonly configuration: Configuration;
  /** @default - a new bucket */
  readonly existingBucket: IBucket | undefined;
  /** Default key of the bucket. @default - a key of S3 */
  readonly encryptionKey: IKey | undefined;
}

/**
 * Raw mail and files. S3 itself encrypts them: with a KMS key in its S3 action, SES would encrypt on
 * the client's side, which Node cannot decrypt. Not versioned, so that an erasure really erases (S19).
 */
export class MailBucket extends Construct {
  readonly bucket: IBucket;
  readonly bucketName: string;

  constructor(scope: Construct, id: string, props: MailBucketProps) {
    super(scope, id);
    this.bucket = props.existingBucket ?? this.#create(props);
    this.bucketName = this.bucket.bucketName;
  }

  /** The right to list makes S3 answer that a missing object is missing; without it the answer would be that it is forbidden. */
  grantReadFolders(grantee: IGrantable, ...folders: BucketFolder[]): void {
    this.#allow(grantee, 's3:GetObject', folders);
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }),
    );
  }

  grantWriteFolders(grantee: IGrantable, ...folders: BucketFolder[]): void {
    this.#allow(grantee, 's3:PutObject', folders);
    this.#allow(grantee, 's3:AbortMultipartUpload', folders);
  }

  grantDeleteFolders(grantee: IGrantable, ...folders: BucketFolder[]): void {
    this.#allow(grantee, 's3:DeleteObject', folders);
  }

  grantListFolders(grantee: IGrantable, ...folders: BucketFolder[]): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [this.bucket.bucketArn],
        conditions: { StringLike: { 's3:prefix': folders.map((folder) => `${folder}/*`) } },
      }),
    );
  }

  #allow(grantee: IGrantable, action: string, folders: BucketFolder[]): void {
    const resources = folders.map((folder) => this.bucket.arnForObjects(`${folder}/*`));
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: [action], resources }),
    );
  }

  #create({ configuration, encryptionKey }: MailBucketProps): Bucket {
    const { rawMail, attachments } = configuration.retentionDays;
    const bucket = new Bucket(this, 'Default', {
      ...encryptionOf(encryptionKey),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      // A first deployment that is rolled back removes it, unless SES has put its test message into it. An update or a destroy keeps the bucket.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: [
        { id: 'raw-mail-of-ses', prefix: 'inbound/', expiration: Duration.days(rawMail) },
        { id: 'raw-mail-of-mailboxes', prefix: 'polled/', expiration: Duration.days(rawMail) },
        { id: 'uploads', prefix: 'uploads/', expiration: UNUSED_UPLOADS_ARE_KEPT },
        { id: 'attachments', prefix: 'attachments/', expiration: Duration.days(attachments) },
        { id: 'broken-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      // A chat page uploads attachments directly to a presigned URL. The signature is the permission.
      cors: [
        {
          allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
          allowedOrigins: ['*'],
          allowedHeaders: ['content-type'],
          maxAge: Duration.hours(1).toSeconds(),
        },
      ],
    });
    // A bucket that is kept also keeps its policy: SES makes no receipt rule for a bucket that it cannot write to.
    bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    return bucket;
  }

  /**
   * Notifies the queue of every raw mail that is stored. This uses the bucket's own properties, because CDK's notifications would add a
   * function that writes them. The queue's policy names the account instead of the bucket, and must exist before the notification.
   */
  tellOfRawMail(queue: Queue): void {
    const bucket = this.bucket.node.defaultChild as CfnBucket | undefined;
    if (bucket === undefined) {
      this.#tellOfExisting(queue);
      return;
    }
    bucket.notificationConfiguration = {
      queueConfigurations: RAW_MAIL_FOLDERS.map((folder) => ({
        event: 's3:ObjectCreated:*',
        queue: queue.queueArn,
        filter: { s3Key: { rules: [{ name: 'prefix', value: `${folder}/` }] } },
      })),
    };
    const { policyDependable } = queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (policyDependable) bucket.node.addDependency(policyDependable);
  }

  /** A bucket that is not ours keeps its own notifications; CDK adds ours to them. */
  #tellOfExisting(queue: Queue): void {
    for (const folder of RAW_MAIL_FOLDERS) {
      const prefix = `${folder}/`;
      this.bucket.addEventNotification(EventType.OBJECT_CREATED, new SqsDestination(queue), {
        prefix,
      });
    }
  }
}
