import { Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Configuration } from '../configuration.ts';
import { type Runbook, runbookLink } from './runbook-link.ts';

interface AlarmOptions {
  readonly metric: IMetric;
  /** The alarm rings when the metric reaches it; with `silence` when the metric is below 1 or has no data. */
  readonly threshold: number | 'silence';
  /** What the alarm means and what to do first. */
  readonly description: string;
  /** Heading of docs/operations.md that says more. @default 'Alarms' */
  readonly runbook?: Runbook;
}

/** Alarms of one construct, and the topic that all of them notify. */
export class Alarms {
  readonly all: Alarm[] = [];
  readonly #scope: Construct;
  readonly #configuration: Configuration;
  readonly #topic: Topic;

  constructor(scope: Construct, configuration: Configuration) {
    this.#scope = scope;
    this.#configuration = configuration;
    this.#topic = createTopic(scope, configuration);
  }

  add(id: string, options: AlarmOptions): void {
    const { metric, threshold, description, runbook = 'Alarms' } = options;
    const isDeadMan = threshold === 'silence';
    const alarm = new Alarm(this.#scope, id, {
      metric,
      threshold: isDeadMan ? 1 : threshold,
      alarmDescription: `${description} Runbook: ${runbookLink(this.#configuration, runbook)}`,
      evaluationPeriods: 1,
      comparisonOperator: isDeadMan
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: isDeadMan ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
    this.all.push(alarm);
  }
}

function createTopic(scope: Construct, { alarmEmail }: Configuration): Topic {
  const topic = new Topic(scope, 'Alarms', { enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  if (alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(alarmEmail));
  return topic;
}
