/**
 * Trigger: SQS ErasureQueue. In: `{"erasureId"}`. Out: what is stored about a person is deleted, as far as the time allows; a new queue
 * message continues the rest. Retry: every step is idempotent; deleting what is gone changes nothing.
 */

import { openS3, openSqs } from './adapters/aws/clients.ts';
import { createErasureQueue, readQueuedErasure } from './adapters/aws/queues/erasure-queue.ts';
import { openRetryLater } from './adapters/aws/queues/retry-later.ts';
import { createErasureTable } from './adapters/aws/table/erasing/erasure-table.ts';
import { createPersonEraser } from './adapters/aws/table/erasing/person-eraser.ts';
import { openTable } from './adapters/aws/table/open-table.ts';
import { environment } from './runtime/environment.ts';
import { eachQueueMessage } from './runtime/handle-records.ts';
import { lambda } from './runtime/lambda.ts';
import { machine } from './runtime/machine.ts';
import { readResources } from './runtime/read-resources.ts';
import { erasePerson } from './steps/erasing/erase-person.ts';

const table = openTable(readResources());
const s3 = openS3();
const ports = {
  ...machine,
  erasures: createErasureTable(table),
  openEraser: () => createPersonEraser(table, s3, environment('MAIL_BUCKET_NAME')),
  erasureQueue: createErasureQueue(openSqs(), environment('ERASURE_QUEUE_URL')),
};

export const handler = lambda(
  eachQueueMessage(readQueuedErasure, (erasureId) => erasePerson(erasureId, ports)),
  { retryLater: openRetryLater() },
);
