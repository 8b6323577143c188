/**
 * Trigger: the HTTP API, every route. In: a request (payload 2.0). Out: an answer, or a problem document (RFC 9457). Retry: by the caller
 * only; a POST with an Idempotency-Key is safe to repeat.
 */
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import { openApiAdapters } from './adapters/aws/opening/api-adapters.ts';
import { openTable } from './adapters/aws/table/open-table.ts';
import { openPageFiles } from './adapters/files/page-files.ts';
import { openWebhookPoster } from './adapters/http/webhook-poster.ts';
import { createApi } from './api/create-api.ts';
import { fetchableEvent } from './api/fetchable-event.ts';
import { environment } from './runtime/environment.ts';
import { lambda } from './runtime/lambda.ts';
import { machine } from './runtime/machine.ts';
import { readResources } from './runtime/read-resources.ts';

const shared = readResources();
const resources = {
  ...shared,
  table: openTable(shared),
  secretsKeyArn: process.env.SECRETS_KEY_ARN,
  erasureQueueUrl: environment('ERASURE_QUEUE_URL'),
  webhookQueueUrl: environment('WEBHOOK_QUEUE_URL'),
  pollFunctionName: environment('POLL_FUNCTION_NAME'),
  deliverFunctionName: environment('DELIVER_FUNCTION_NAME'),
  parseFunctionName: environment('PARSE_FUNCTION_NAME'),
};
const ports = {
  ...openApiAdapters(resources, machine),
  ...openWebhookPoster({ isLoopbackAllowed: environment('ALLOW_LOOPBACK_CALLS') === 'true' }),
  consoleFiles: openPageFiles(process.env.CONSOLE_FOLDER),
  referenceFiles: openPageFiles('docs'),
};

const answer = handle(createApi(ports));

export const handler = lambda((event: LambdaEvent, context) =>
  answer(fetchableEvent(event), context),
);
