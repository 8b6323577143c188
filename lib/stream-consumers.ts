import { Duration } from 'aws-cdk-lib';
import { FilterCriteria, FilterRule, MetricType, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { FailedRecords } from './failed-records.ts';
import type { NodeFunction } from './node-function.ts';
import type { SharedResources } from './shared-resources.ts';
import { acknowledge } from './watching/acknowledge.ts';

/** Far below the day that a stream keeps its records: what comes behind a bad record must still be there. */
const RECORDS_ARE_TRIED_FOR = Duration.hours(6);

/** What the stream hands to one function. */
export interface StreamSelection {
  readonly eventNames: ('INSERT' | 'MODIFY')[];
  /** The items' `type`. */
  readonly types: string[];
  /** The items' `decision`. @default - whatever it is */
  readonly decisions?: string[];
  /** The items' `state`. @default - whatever it is */
  readonly states?: string[];
  /** A text that the items have. @default - none is needed */
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

/** The functions behind the table's stream: at most two, more of them would be throttled at each shard. */
export class StreamConsumers extends Construct {
  readonly all: StreamConsumer[] = [];
  readonly #table: SharedResources['table'];
  readonly failedRecords: FailedRecords;

  constructor(scope: Construct, id: string, props: { readonly shared: SharedResources }) {
    super(scope, id);
    this.#table = props.shared.table;
    this.failedRecords = new FailedRecords(this, 'FailedRecords');
  }

  /** A record that fails is set apart by partial failures and bisecting, tried again until it is too old, and then kept. */
  add(consumer: NodeFunction, ...selections: StreamSelection[]): void {
    const source = new DynamoEventSource(this.#table.table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 25,
      parallelizationFactor: 4,
      // as often as it takes: a fault of the table or of SES may last for hours, and the record's age is the only end
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
