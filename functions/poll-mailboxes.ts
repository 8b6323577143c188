/**
 * Trigger: a schedule, every minute; or a person, with `{"rehearse": true}`, who gets a list of what would be taken. In: `{}`. Out: a
 * report for each mailbox. Retry: none; the next run continues from the stored cursors.
 */
import { createPolledMailStore } from './adapters/aws/bucket/polled-mail-store.ts';
import { openS3, openSecrets, openSqs, openSsm } from './adapters/aws/clients.ts';
import { createInboundQueue } from './adapters/aws/queues/inbound-queue.ts';
import { createMailboxSecrets } from './adapters/aws/settings/mailbox-secrets.ts';
import { createSettingHistory } from './adapters/aws/settings/setting-history.ts';
import { createSettingsSource } from './adapters/aws/settings/settings-source.ts';
import { openTable } from './adapters/aws/table/open-table.ts';
import { createMailboxCursorTable } from './adapters/aws/table/polling/mailbox-cursor-table.ts';
import { createMailboxOpener } from './adapters/mailbox/mailbox-opener.ts';
import { environment } from './runtime/environment.ts';
import { lambda } from './runtime/lambda.ts';
import { machine } from './runtime/machine.ts';
import { readResources } from './runtime/read-resources.ts';
import { planBudget } from './steps/polling/plan-budget.ts';
import {
  type PollMailboxesEvent,
  type PollReport,
  pollMailboxes,
} from './steps/polling/poll-mailboxes.ts';

const DAY_MS = 24 * 3_600_000;

const resources = readResources();
const { settingsPath, receiving } = resources;
const ports = {
  ...machine,
  settings: createSettingsSource(openSsm(), settingsPath, { ...machine, receiving }),
  history: createSettingHistory(openSsm(), settingsPath),
  secrets: createMailboxSecrets(openSecrets(), environment('SECRETS_PREFIX')),
  cursors: createMailboxCursorTable(openTable(resources)),
  mails: createPolledMailStore(openS3(), environment('MAIL_BUCKET_NAME')),
  queue: createInboundQueue(openSqs(), environment('INBOUND_QUEUE_URL')),
  opener: createMailboxOpener({
    isLoopbackAllowed: environment('ALLOW_LOOPBACK_CALLS') === 'true',
  }),
  guardedMs: resources.mailRecordDays * DAY_MS,
};

export const handler = lambda((event: PollMailboxesEvent, context): Promise<PollReport> => {
  const remainingMs = Math.min(context.getRemainingTimeInMillis(), event.withinMs ?? Infinity);
  return pollMailboxes(ports, event, planBudget(machine.clock.now(), remainingMs));
});
