import { Duration } from 'aws-cdk-lib';
import { FilterCriteria, FilterRule, MetricType, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { FailedRecords } from './failed-records.ts';
import type { NodeFunction } from './node-function.ts';
import type { SharedResources } from './shared-resources.ts';
import { acknowledge } from './watching/acknowledge.ts';

/** Far less than the day for which a stream keeps records, so that those behind a bad record are still there. */
const RECORDS_ARE_TRIED_FOR = Duration.hours(6);

/** Which stream records one function gets. */
export interface StreamSelection {
  readonly eventNames: ('INSERT' | 'MODIFY')[];
  /** Values of the items' `type`. */
  readonly types: string[];
  /** Values of the items' `decision`. @default - any */
  readonly decisions?: string[];
  /** Values of the items' `state`. @default - any */
  readonly states?: string[];
  /** Name of a text attribute that the items must have. @default - none */
  readonly having?: string;
}

export interface StreamConsumer {
  readonly consumer: NodeFunction;
  readonly mappingId: string;
}

const filterOf = ({ eventNames, types, decisions, states, having }: StreamSelection) =>
  FilterCriteria.filter({
    eventName: eventNames,
    dynamodb: {
      NewImage: {
        type: { S: types },
        ...(decisions && { decision: { S: decisions } }),
        ...(states && { state: { S: states } }),
        ...(having && { [having]: { S: FilterRule.exists() } }),
      },
    },
  });

/** The functions that read the table's stream. At most two, because more readers per shard would be throttled. */
export class StreamConsumers extends Construct {
  readonly all: StreamConsumer[] = [];
  readonly #table: SharedResources['table'];
  readonly failedRecords: FailedRecords;

  constructor(scope: Construct, id: string, props: { readonly shared: SharedResources }) {
    super(scope, id);
    this.#table = props.shared.table;
    this.failedRecords = new FailedRecords(this, 'FailedRecords', props.shared.encryptionKey);
  }

  /** Partial failures and bisecting isolate a record that fails. It is retried until it is too old, and then kept in `failedRecords`. */
  add(consumer: NodeFunction, ...selections: StreamSelection[]): void {
    const source = new DynamoEventSource(this.#table.table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 25,
      parallelizationFactor: 4,
      // a fault of the table or of SES may last for hours, so only the record's age ends the retries; not
      // left out, because an update of the mapping keeps what it does not name, and 0.1.0 had 5
      retryAttempts: -1,
      maxRecordAge: RECORDS_ARE_TRIED_FOR,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      filters: selections.map(filterOf),
      onFailure: this.failedRecords,
      metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
    });
    consumer.addEventSource(source);
    const listStreams = 'dynamodb:ListStreams, which knows no narrower resource';
    acknowledge(consumer.ownRole, 'IAM5[Resource::*]', listStreams);
    this.all.push({ consumer, mappingId: source.eventSourceMappingId });
  }
}
