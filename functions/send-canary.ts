/**
 * Trigger: (1) a schedule, every 15 minutes: sends a mail to our own address; (2) SQS CanaryQueue, five minutes later: the mail must have
 * an outcome in the table by now. In: `{}`, `{"canary": …}`. Out: the metrics `canary-arrived` and `canary-lost`; a lost canary is logged
 * as an error, which raises an alarm. Retry: none for the schedule; the next canary follows.
 */

import { openSqs, openSsm } from './adapters/aws/clients.ts';
import { openCanaryAdapters } from './adapters/aws/opening/canary-adapters.ts';
import { createCanaryQueue, readQueuedCanary } from './adapters/aws/queues/canary-queue.ts';
import { createSettingsSource } from './adapters/aws/settings/settings-source.ts';
import { openTable } from './adapters/aws/table/open-table.ts';
import { environment } from './runtime/environment.ts';
import { bySource, eachQueueMessage } from './runtime/handle-records.ts';
import { lambda } from './runtime/lambda.ts';
import { logger } from './runtime/logger.ts';
import { machine } from './runtime/machine.ts';
import { count } from './runtime/metrics.ts';
import { readResources } from './runtime/read-resources.ts';
import { findCanary, sendCanary } from './steps/examining/canary.ts';

const resources = readResources();
const settings = createSettingsSource(openSsm(), resources.settingsPath, {
  ...machine,
  receiving: resources.receiving,
});
const ports = { ...machine, ...openCanaryAdapters(openTable(resources)) };
const queue = createCanaryQueue(openSqs(), environment('CANARY_QUEUE_URL'));

const handle = bySource({
  call: async () => {
    await queue.put(await sendCanary(await settings.read(), ports));
  },
  queue: eachQueueMessage(readQueuedCanary, async (canary) => {
    const mail = await findCanary(canary, ports);
    count(mail ? 'canary-arrived' : 'canary-lost');
    if (mail) logger.info({ mailId: mail.mailId, outcome: mail.outcome }, 'a canary has arrived');
    else logger.error({ canary: canary.id }, 'a canary has not arrived within five minutes');
  }),
});

export const handler = lambda(handle);
