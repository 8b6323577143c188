import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { NodeFunction } from './node-function.ts';
import type { SharedResources } from './shared-resources.ts';
import type { WorkQueue } from './work-queue.ts';

export interface ReconciliationProps {
  readonly shared: SharedResources;
  readonly inboundQueue: WorkQueue;
  readonly outgoingQueue: WorkQueue;
}

/** What looks after the rest: `reconcile` finds what was left lying, `check-settings` finds a bad value at once (S20). */
export class Reconciliation extends Construct {
  readonly reconcile: NodeFunction;
  readonly checkSettings: NodeFunction;

  constructor(scope: Construct, id: string, props: ReconciliationProps) {
    super(scope, id);
    this.reconcile = this.#createReconcile(props);
    this.checkSettings = this.#createCheckSettings(props.shared);
  }

  #createReconcile({ shared, inboundQueue, outgoingQueue }: ReconciliationProps): NodeFunction {
    const reconcile = new NodeFunction(this, 'Reconcile', {
      name: 'reconcile',
      description: 'Brings every stored mail to an outcome and closes every due window',
      shared,
      timeout: Duration.minutes(4),
      // The next run goes on from the mark. It comes once in five minutes: each failure counts.
      asyncRetries: 0,
      errorsThatAlarm: 1,
      environment: {
        INBOUND_QUEUE_URL: inboundQueue.queue.queueUrl,
        OUTGOING_QUEUE_URL: outgoingQueue.queue.queueUrl,
      },
    });
    shared.table.grantReadWriteItems(reconcile);
    shared.bucket.grantReadFolders(reconcile, 'inbound', 'polled');
    shared.settings.grantReadSettings(reconcile);
    inboundQueue.grantSend(reconcile);
    outgoingQueue.grantSend(reconcile);
    new Rule(this, 'EveryFiveMinutes', {
      schedule: Schedule.rate(Duration.minutes(5)),
      targets: [new LambdaFunction(reconcile, { retryAttempts: 0 })],
    });
    return reconcile;
  }

  #createCheckSettings(shared: SharedResources): NodeFunction {
    const checkSettings = new NodeFunction(this, 'CheckSettings', {
      name: 'check-settings',
      description: 'Reads the settings after each change, and alarms on a bad value',
      shared,
      // Reading again does no harm, and a change that nobody looked at does.
      asyncRetries: 2,
    });
    shared.settings.grantReadSettings(checkSettings);
    new Rule(this, 'SettingChanged', {
      eventPattern: {
        source: ['aws.ssm'],
        detailType: ['Parameter Store Change'],
        detail: { name: [{ prefix: shared.settings.path }] },
      },
      targets: [new LambdaFunction(checkSettings)],
    });
    return checkSettings;
  }
}
