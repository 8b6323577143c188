import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { NodeFunction } from '../node-function.ts';

const NAMESPACE = 'EmailPiping';

const level = (name: string) => FilterPattern.stringValue('$.level', '=', name);

/**
 * Lambda does not count a batch with partial failures or a bad setting as an error, so the log
 * says it. A function that runs out of time or memory logs nothing itself; Lambda's report does
 * (https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html, "Status").
 */
const ERROR_LINES = FilterPattern.any(
  level('ERROR'),
  level('CRITICAL'),
  FilterPattern.all(
    FilterPattern.stringValue('$.type', '=', 'platform.report'),
    FilterPattern.stringValue('$.record.status', '!=', 'success'),
  ),
);

/** Counts the error lines of several functions in one metric, because CloudWatch charges for each alarm and each metric. */
export function countErrorLines(functions: readonly NodeFunction[], metricName: string): Metric {
  for (const { logGroup } of functions) {
    new MetricFilter(logGroup, 'ErrorLines', {
      logGroup,
      filterPattern: ERROR_LINES,
      metricNamespace: NAMESPACE,
      metricName,
      metricValue: '1',
    });
  }
  return new Metric({
    namespace: NAMESPACE,
    metricName,
    statistic: 'Sum',
    period: Duration.minutes(5),
  });
}
