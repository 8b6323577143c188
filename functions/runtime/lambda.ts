import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { hastenRetries, type RetryLater } from './hasten-retries.ts';
import { powertoolsLogger } from './logger.ts';
import { metrics } from './metrics.ts';

/** Something that keeps for a while what it read: settings, keys. */
interface Source {
  read(): Promise<unknown>;
}

/**
 * A handler with what every function does around its work: log lines carry the request's id, what was counted goes out as metrics, and an
 * exception is told before it leaves. `reads` are fetched first, all at once, so that no record waits for them one after the other; they are
 * cached, so that most invocations fetch nothing. `retryLater` is for functions behind a queue: what failed comes again soon.
 */
export const lambda = <Event, Answer>(
  handle: (event: Event, context: Context) => Promise<Answer>,
  { reads = [], retryLater }: { reads?: Source[]; retryLater?: RetryLater } = {},
) =>
  middy<Event, Answer>()
    .use(
      injectLambdaContext(powertoolsLogger, { resetKeys: true, flushBufferOnUncaughtError: true }),
    )
    .use(logMetrics(metrics))
    .use(retryLater ? hastenRetries(retryLater) : [])
    .use(readFirst(reads))
    .handler(handle);

const readFirst = (sources: Source[]) => ({
  before: async (): Promise<void> => {
    await Promise.all(sources.map((source) => source.read()));
  },
});
