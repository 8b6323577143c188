import { Aws, Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IWidget,
  LogQueryWidget,
  Metric,
  type MetricOptions,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Configuration } from '../configuration.ts';
import { NodeFunction } from '../node-function.ts';
import { WorkQueue } from '../work-queue.ts';
import { runbookLinks } from './runbook-link.ts';

const FIVE_MINUTES = Duration.minutes(5);
const FULL_WIDTH = 24;
const HALF_WIDTH = 12;
const LAST_ERRORS = [
  'fields @timestamp, @log, @message',
  'filter level in ["ERROR", "CRITICAL"] or record.status in ["error", "failure", "timeout"]',
  'sort @timestamp desc',
  'limit 20',
];

export interface DashboardProps {
  readonly whole: Construct;
  readonly configuration: Configuration;
  readonly alarms: Alarm[];
  readonly receiptRuleName: string;
}

/** Graphs along the way of a mail, from SES to the chat backend. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { whole, configuration, alarms, receiptRuleName } = props;
    const constructs = whole.node.findAll();
    new CloudWatchDashboard(this, 'Default', {
      // Dashboard names are shared by all regions.
      dashboardName: `email-piping-${configuration.stage}-${Aws.REGION}`,
      widgets: [
        [
          new TextWidget({
            width: FULL_WIDTH,
            height: 2,
            markdown: `# Email piping, ${configuration.stage}\nWhat to do when an alarm rings: ${runbookLinks(configuration)}`,
          }),
        ],
        [new AlarmStatusWidget({ width: FULL_WIDTH, alarms })],
        [mailIn(receiptRuleName), mailOut()],
        aboutQueues(constructs.filter((found) => found instanceof WorkQueue)),
        ...aboutFunctions(constructs.filter((found) => found instanceof NodeFunction)),
      ],
    });
  }
}

const graph = (title: string, left: Metric[]): GraphWidget =>
  new GraphWidget({ title, left, width: HALF_WIDTH });

const aboutQueues = (queues: WorkQueue[]): IWidget[] => [
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
];

function aboutFunctions(functions: NodeFunction[]): IWidget[][] {
  const each = (title: string, measure: (one: NodeFunction, options: MetricOptions) => Metric) =>
    graph(
      title,
      functions.map((one) => measure(one, { label: one.node.id, period: FIVE_MINUTES })),
    );
  const lastErrors = new LogQueryWidget({
    title: 'Last errors in the logs',
    width: HALF_WIDTH,
    logGroupNames: functions.map(({ logGroup }) => logGroup.logGroupName),
    queryLines: LAST_ERRORS,
  });
  return [
    [
      each('Invocations', (one, options) => one.metricInvocations(options)),
      each('Errors', (one, options) => one.metricErrors(options)),
    ],
    [each('Throttles', (one, options) => one.metricThrottles(options)), lastErrors],
  ];
}

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
