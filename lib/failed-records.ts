import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type {
  DlqDestinationConfig,
  IEventSourceDlq,
  IEventSourceMapping,
  IFunction,
} from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { encryptionOf } from './mail-bucket.ts';

/** How long a record that failed for good is kept, with its content. */
const KEPT = Duration.days(14);
/** The folder that Lambda writes to: `aws/lambda/<mapping>/<shard>/YYYY/MM/DD/…`, one JSON file for each batch. */
const FOLDER = 'aws/lambda';

/** Where stream records go that failed for good. An S3 destination keeps the record itself; a queue would keep only its position. */
export class FailedRecords extends Bucket implements IEventSourceDlq {
  constructor(scope: Construct, id: string, encryptionKey: IKey | undefined) {
    super(scope, id, {
      ...encryptionOf(encryptionKey),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: [{ id: 'failed-records', expiration: KEPT }],
    });
    // The bucket stays, so its policy, which requires TLS, stays, too.
    this.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }

  bind(_mapping: IEventSourceMapping, consumer: IFunction): DlqDestinationConfig {
    consumer.addToRolePolicy(
      new PolicyStatement({
        actions: ['s3:PutObject'],
        resources: [this.arnForObjects(`${FOLDER}/*`)],
      }),
    );
    consumer.addToRolePolicy(
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucketArn] }),
    );
    return { destination: this.bucketArn };
  }
}
