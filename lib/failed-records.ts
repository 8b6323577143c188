import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type {
  DlqDestinationConfig,
  IEventSourceDlq,
  IEventSourceMapping,
  IFunction,
} from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';

/** A record that no retry helped is kept this long, with its content. */
const KEPT = Duration.days(14);
/** Lambda's own folder: `aws/lambda/<mapping>/<shard>/YYYY/MM/DD/…`, one JSON file for each batch. */
const FOLDER = 'aws/lambda';

/** Where stream records go that failed for good. An S3 destination holds the record itself; a queue would hold its position only. */
export class FailedRecords extends Bucket implements IEventSourceDlq {
  constructor(...[scope, id]: ConstructorParameters<typeof Bucket>) {
    super(scope, id, {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: [{ id: 'failed-records', expiration: KEPT }],
    });
    // TLS alone, as long as there is something in it.
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
