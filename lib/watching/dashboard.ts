import { Aws, Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  Metric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Configuration } from '../configuration.ts';
import { NodeFunction } from '../node-function.ts';
import { WorkQueue } from '../work-queue.ts';

const FIVE_MINUTES = Duration.minutes(5);
const FULL_WIDTH = 24;
const HALF_WIDTH = 12;

export interface DashboardProps {
  readonly whole: Construct;
  readonly configuration: Configuration;
  readonly alarms: Alarm[];
  readonly receiptRuleName: string;
}

/** The way of a mail in graphs, from SES to the chat backend. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { whole, configuration, alarms, receiptRuleName } = props;
    const constructs = whole.node.findAll();
    const functions = constructs.filter((found) => found instanceof NodeFunction);
    const queues = constructs.filter((found) => found instanceof WorkQueue);
    new CloudWatchDashboard(this, 'Default', {
      // Dashboards of all regions share their names.
      dashboardName: `email-piping-${configuration.stage}-${Aws.REGION}`,
      widgets: [
        [
          new TextWidget({
            width: FULL_WIDTH,
            height: 2,
            markdown: `# Email piping, ${configuration.stage}\nWhat to do when an alarm rings: docs/operations.md`,
          }),
        ],
        [new AlarmStatusWidget({ width: FULL_WIDTH, alarms })],
        [mailIn(receiptRuleName), mailOut()],
        [
          graph(
            'Oldest message in queue',
            queues.map(({ queue, node }) =>
              queue.metricApproximateAgeOfOldestMessage({ label: node.id, period: FIVE_MINUTES }),
            ),
          ),
          graph(
            'Dead letters',
            queues.map(({ deadLetters, node }) =>
              deadLetters.metricApproximateNumberOfMessagesVisible({
                label: node.id,
                period: FIVE_MINUTES,
              }),
            ),
          ),
        ],
        [
          graph(
            'Invocations',
            functions.map((one) =>
              one.metricInvocations({ label: one.node.id, period: FIVE_MINUTES }),
            ),
          ),
          graph(
            'Errors',
            functions.map((one) => one.metricErrors({ label: one.node.id, period: FIVE_MINUTES })),
          ),
        ],
      ],
    });
  }
}

const graph = (title: string, left: Metric[]): GraphWidget =>
  new GraphWidget({ title, left, width: HALF_WIDTH });

function ofSes(metricName: string, dimensionsMap?: Record<string, string>): Metric {
  return new Metric({
    namespace: 'AWS/SES',
    metricName,
    statistic: 'Sum',
    period: FIVE_MINUTES,
    ...(dimensionsMap && { dimensionsMap }),
  });
}

const mailIn = (RuleName: string): GraphWidget =>
  graph('Mail in, at SES', [
    ofSes('Received', { RuleName }),
    ofSes('PublishFailure', { RuleName }),
    ofSes('PublishExpired', { RuleName }),
  ]);

const mailOut = (): GraphWidget =>
  graph(
    'Mail out, of the whole account',
    ['Send', 'Delivery', 'Bounce', 'Complaint', 'Reject'].map((name) => ofSes(name)),
  );
