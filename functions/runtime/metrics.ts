import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Silences Powertools, which warns about every invocation that counts nothing. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Written as one log line (embedded metric format) at the end of an invocation: it needs no API call, and costs nothing when nothing was
 * counted.
 */
export const metrics = new Metrics({
  namespace: 'EmailPiping',
  serviceName: 'email-piping',
  logger: SILENT,
  defaultDimensions: { stage: process.env.SETTINGS_PATH?.split('/')[2] ?? 'local' },
});

/** Counts one occurrence, such as `mail-delivered`. */
export const count = (name: string): Metrics => metrics.addMetric(name, MetricUnit.Count, 1);
