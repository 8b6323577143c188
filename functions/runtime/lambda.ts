import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { hastenRetries, type RetryLater } from './hasten-retries.ts';
import { powertoolsLogger } from './logger.ts';
import { metrics } from './metrics.ts';

/** Something that caches what it reads: settings, keys. */
interface Source {
  read(): Promise<unknown>;
}

/**
 * Wraps a handler with what every function needs: log lines carry the request's id (for an API call, API Gateway's), counts go out as
 * metrics, and an exception is logged before it is thrown on. `reads` are fetched first and concurrently, so that records need not wait for
 * them; they are cached, so most invocations fetch nothing. `retryLater`, for functions behind a queue, brings failed messages back soon.
 */
export const lambda = <Event, Answer>(
  handle: (event: Event, context: Context) => Promise<Answer>,
  { reads = [], retryLater }: { reads?: Source[]; retryLater?: RetryLater } = {},
) =>
  middy<Event, Answer>()
    .use(
      injectLambdaContext(powertoolsLogger, { resetKeys: true, flushBufferOnUncaughtError: true }),
    )
    .use(nameCall)
    .use(logMetrics(metrics))
    .use(retryLater ? hastenRetries(retryLater) : [])
    .use(readFirst(reads))
    .handler(handle);

/** Logs an API call under the id from API Gateway, which also stands in the answer and in the access log. */
const nameCall = {
  before: ({ event }: { event: unknown }): void => {
    const { requestContext } = event as { requestContext?: { requestId?: string } };
    const requestId = requestContext?.requestId;
    if (requestId !== undefined) powertoolsLogger.appendKeys({ requestId });
  },
};

const readFirst = (sources: Source[]) => ({
  before: async (): Promise<void> => {
    await Promise.all(sources.map((source) => source.read()));
  },
});
