import { Duration } from 'aws-cdk-lib';
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { type Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Configuration } from '../configuration.ts';
import { NodeFunction } from '../node-function.ts';
import type { StreamConsumer } from '../stream-consumers.ts';
import { WorkQueue } from '../work-queue.ts';
import { Alarms } from './alarms.ts';
import { countErrorLines } from './error-lines.ts';

const FIVE_MINUTES = Duration.minutes(5);
/** Runs of a schedule that may be missing before the alarm rings. */
const MISSED_RUNS = 3;
/** Half an hour: a grouping window holds a mail back for at most 15 minutes (S8). */
const AGE_OF_OLDEST_MESSAGE_SECONDS = Duration.minutes(30).toSeconds();
/** 5xx answers of the API within five minutes. One or two may be chance. */
const SERVER_ERRORS = 3;
const ITERATOR_AGE_MILLISECONDS = Duration.minutes(5).toMilliseconds();
/** Error lines, within five minutes, of functions whose work is retried. */
const ERROR_LINES = 3;
/** SES reviews an account from 5 % bounces or 0.1 % complaints. */
const BOUNCE_RATE = 0.04;
const COMPLAINT_RATE = 0.0008;

export interface ObservabilityProps {
  /** Everything inside is watched. */
  readonly whole: Construct;
  readonly configuration: Configuration;
  readonly streamConsumers: readonly StreamConsumer[];
  readonly api: IHttpApi;
  /** The name by which SES counts mails that it could not deliver to us. */
  readonly receiptRuleName: string;
}

/**
 * Alarms on everything in the stack that can fall behind. Each alarm is about a symptom and costs $0.10 a month, so functions
 * share an alarm where they can; the dashboard shows which one it is about.
 */
export class Observability extends Construct {
  readonly #alarms: Alarms;
  readonly #stage: string;

  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id);
    this.#alarms = new Alarms(this, props.configuration);
    this.#stage = props.configuration.stage;
    const constructs = props.whole.node.findAll();
    const queues = constructs.filter((found) => found instanceof WorkQueue);
    const functions = constructs.filter((found) => found instanceof NodeFunction);
    for (const queue of queues) this.#watchQueue(queue);
    this.#watchLogs(functions, new Set(queues.flatMap(({ consumers }) => consumers)));
    for (const watched of functions) {
      if (watched.runsEvery !== undefined) this.#watchSchedule(watched, watched.runsEvery);
    }
    for (const consumer of props.streamConsumers) this.#watchStream(consumer);
    this.#watchApi(props.api);
    this.#watchReception(props.receiptRuleName);
    this.#watchReputation();
  }

  get alarms(): Alarm[] {
    return this.#alarms.all;
  }

  #watchQueue(workQueue: WorkQueue): void {
    for (const alarm of workQueue.alarms) {
      if (alarm === 'late') this.#watchAge(workQueue);
      else this.#watchDeadLetters(workQueue);
    }
  }

  #watchDeadLetters({ node: { id }, deadLetters }: WorkQueue): void {
    this.#alarms.add(`${id}DeadLetters`, {
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({
        statistic: 'Maximum',
        period: FIVE_MINUTES,
      }),
      threshold: 1,
      description: `${id}: a message was given up. Read it, mend the cause, redrive it.`,
      runbook: 'Redrive',
    });
  }

  #watchAge({ node: { id }, queue }: WorkQueue): void {
    this.#alarms.add(`${id}Late`, {
      metric: queue.metricApproximateAgeOfOldestMessage({
        statistic: 'Maximum',
        period: FIVE_MINUTES,
      }),
      threshold: AGE_OF_OLDEST_MESSAGE_SECONDS,
      description: `${id}: the oldest message waits for half an hour. See the function's log and throttles.`,
    });
  }

  /** One alarm for all functions, except those that say what their own errors mean. */
  #watchLogs(functions: NodeFunction[], triedAgain: ReadonlySet<NodeFunction>): void {
    const stage = this.#stage;
    const alike = functions.filter(({ errorLine }) => errorLine === undefined);
    this.#alarms.add('ErrorLines', {
      metric: countErrorLines(
        alike.filter((one) => triedAgain.has(one)),
        `email-piping-${stage}-error-lines`,
      ),
      threshold: ERROR_LINES,
      description:
        'Functions keep logging errors, although their work is retried. The latest are on the dashboard.',
      runbook: 'Errors in a log',
    });
    this.#alarms.add('ErrorLinesOnce', {
      metric: countErrorLines(
        alike.filter((one) => !triedAgain.has(one)),
        `email-piping-${stage}-error-lines-once`,
      ),
      threshold: 1,
      description:
        'A function logged an error that is not retried. The latest are on the dashboard.',
      runbook: 'Errors in a log',
    });
    for (const watched of functions) {
      const { errorLine, functionLabel, node } = watched;
      if (errorLine === undefined) continue;
      this.#alarms.add(`${node.id}ErrorLines`, {
        metric: countErrorLines([watched], `${functionLabel}-error-lines`),
        threshold: 1,
        description: `${node.id} logs an error: ${errorLine.means}.`,
        runbook: errorLine.runbook,
      });
    }
  }

  /** 5xx also come from Lambda, when it throttles the function or the function times out. */
  #watchApi(api: IHttpApi): void {
    this.#alarms.add('ApiServerErrors', {
      metric: api.metricServerError({ statistic: 'Sum', period: FIVE_MINUTES }),
      threshold: SERVER_ERRORS,
      description: 'The chat API answers 5xx: see the errors of ServeApi and its throttles.',
      runbook: 'Quotas',
    });
  }

  #watchStream({ consumer, mappingId }: StreamConsumer): void {
    const { id } = consumer.node;
    this.#alarms.add(`${id}StreamLate`, {
      metric: consumer.metric('IteratorAge', { statistic: 'Maximum', period: FIVE_MINUTES }),
      threshold: ITERATOR_AGE_MILLISECONDS,
      description: `${id} is five minutes behind the table's stream.`,
    });
    this.#alarms.add(`${id}FailedRecords`, {
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'OnFailureDestinationDeliveredEventCount',
        dimensionsMap: { EventSourceMappingUUID: mappingId },
        statistic: 'Sum',
        period: FIVE_MINUTES,
      }),
      threshold: 1,
      description: `${id} gave up a stream record: it lies in the bucket of failed records.`,
      runbook: 'Failed stream records',
    });
    this.#alarms.add(`${id}LostRecords`, {
      metric: consumer.metric('DestinationDeliveryFailures', {
        statistic: 'Sum',
        period: FIVE_MINUTES,
      }),
      threshold: 1,
      description: `${id} gave up a stream record, and it could not be put into the bucket either.`,
      runbook: 'Failed stream records',
    });
  }

  /** SES received a mail but could not deliver it to us: nobody else would notice. */
  #watchReception(RuleName: string): void {
    this.#alarms.add('ReceptionPublishFailure', {
      // a publication that expires has failed before
      metric: new Metric({
        namespace: 'AWS/SES',
        metricName: 'PublishFailure',
        dimensionsMap: { RuleName },
        statistic: 'Sum',
        period: FIVE_MINUTES,
      }),
      threshold: 1,
      description: 'SES could not write a mail to the bucket or notify the topic.',
      runbook: 'A mail does not arrive',
    });
  }

  /** A function that its schedule no longer invokes reports nothing, so missing data rings the alarm. */
  #watchSchedule(watched: NodeFunction, runsEvery: Duration): void {
    const period = Duration.minutes(
      Math.max(MISSED_RUNS * runsEvery.toMinutes(), FIVE_MINUTES.toMinutes()),
    );
    this.#alarms.add(`${watched.node.id}Stopped`, {
      metric: watched.metricInvocations({ statistic: 'Sum', period }),
      threshold: 'silence',
      description: `${watched.node.id} does not run any more: is its rule of EventBridge enabled?`,
    });
  }

  #watchReputation(): void {
    const reputation = (metricName: string) =>
      new Metric({
        namespace: 'AWS/SES',
        metricName,
        statistic: 'Average',
        period: Duration.hours(1),
      });
    this.#alarms.add('BounceRate', {
      metric: reputation('Reputation.BounceRate'),
      threshold: BOUNCE_RATE,
      description: 'The bounce rate is near the 5 % at which SES reviews the account.',
    });
    this.#alarms.add('ComplaintRate', {
      metric: reputation('Reputation.ComplaintRate'),
      threshold: COMPLAINT_RATE,
      description: 'The complaint rate is near the 0.1 % at which SES reviews the account.',
    });
  }
}
