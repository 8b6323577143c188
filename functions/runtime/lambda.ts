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
 * A handler with what every function does around its work: log lines carry the request's id (of a call of the API the one of its answer), what was counted goes out as metrics, and an
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
    .use(nameCall)
    .use(logMetrics(metrics))
    .use(retryLater ? hastenRetries(retryLater) : [])
    .use(readFirst(reads))
    .handler(handle);

/** A call of the API goes by the id that API Gateway gave it: it stands in the answer and in the access log, and so on every line. */
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
