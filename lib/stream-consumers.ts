import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { FilterCriteria, MetricType, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, S3OnFailureDestination } from 'aws-cdk-lib/aws-lambda-event-sources';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { NodeFunction } from './node-function.ts';
import type { SharedResources } from './shared-resources.ts';

/** Records that no retry helped are kept this long, with their content. */
const FAILED_RECORDS_KEPT = Duration.days(14);

export interface StreamConsumerProps {
  /** EventBridge patterns; a record passes when one of them fits. */
  readonly filters: Record<string, unknown>[];
}

/** The functions behind the table's stream: at most two (DynamoDB's limit before reads are throttled). */
export class StreamConsumers extends Construct {
  /** Where the mappings put records that failed for good: `aws/lambda/<mapping>/…`, a JSON file each. */
  readonly failedRecords: Bucket;
  readonly #table: SharedResources['table'];

  constructor(scope: Construct, id: string, props: { readonly shared: SharedResources }) {
    super(scope, id);
    this.#table = props.shared.table;
    this.failedRecords = new Bucket(this, 'FailedRecords', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ id: 'failed-records', expiration: FAILED_RECORDS_KEPT }],
    });
  }

  /** A record that fails is set apart by bisecting and partial failures, tried again, and then kept: it never blocks the shard. */
  add(consumer: NodeFunction, props: StreamConsumerProps): string {
    const source = new DynamoEventSource(this.#table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 25,
      parallelizationFactor: 4,
      retryAttempts: 5,
      maxRecordAge: Duration.hours(6),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      filters: props.filters.map((pattern) => FilterCriteria.filter(pattern)),
      onFailure: new S3OnFailureDestination(this.failedRecords),
      metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
    });
    consumer.addEventSource(source);
    return source.eventSourceMappingId;
  }
}
