import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Most invocations count nothing, which Powertools would warn of each time. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** Written as a log line (embedded metric format) at the end of an invocation: no call, and nothing while nothing happens. */
export const metrics = new Metrics({
  namespace: 'EmailPiping',
  logger: SILENT,
  defaultDimensions: { stage: process.env.SETTINGS_PATH?.split('/')[2] ?? 'local' },
});

/** Counts one of what happened, such as `mail-delivered`. */
export const count = (name: string): Metrics => metrics.addMetric(name, MetricUnit.Count, 1);
