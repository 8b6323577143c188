import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Written as a log line (embedded metric format) at the end of an invocation: no call, and nothing while nothing happens. */
export const metrics = new Metrics({
  namespace: 'EmailPiping',
  defaultDimensions: { stage: process.env.STAGE ?? 'local' },
});

/** Counts one of what happened, such as `mail-delivered`. */
export const count = (name: string): Metrics => metrics.addMetric(name, MetricUnit.Count, 1);
