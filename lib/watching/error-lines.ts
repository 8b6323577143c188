import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { NodeFunction } from '../node-function.ts';

const NAMESPACE = 'EmailPiping';

const level = (name: string) => FilterPattern.stringValue('$.level', '=', name);

/**
 * A batch with failures in it is no error to Lambda, and a bad setting neither: the log says so. What ends without a word of its own (no time
 * or no memory left) stands in Lambda's report (https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html, "Status").
 */
const ERROR_LINES = FilterPattern.any(
  level('ERROR'),
  level('CRITICAL'),
  FilterPattern.all(
    FilterPattern.stringValue('$.type', '=', 'platform.report'),
    FilterPattern.stringValue('$.record.status', '!=', 'success'),
  ),
);

/** Counts the error lines of some functions under one name: CloudWatch takes its price for each alarm and each metric. */
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
