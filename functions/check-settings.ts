/**
 * Trigger: EventBridge, when an SSM parameter below the settings path changes. In: the change event; its content is not read, because
 * settings constrain each other and all of them are checked. Out: nothing. Each bad value is logged as an error, which an alarm counts.
 * Retry: twice by Lambda.
 */
import { openSsm } from './adapters/aws/clients.ts';
import { readTexts } from './adapters/aws/settings/settings-source.ts';
import { environment } from './runtime/environment.ts';
import { lambda } from './runtime/lambda.ts';
import { logger } from './runtime/logger.ts';
import { readReceiving } from './runtime/read-resources.ts';
import { reportSettings } from './steps/configuring/report-settings.ts';

const ssm = openSsm();
const settingsPath = environment('SETTINGS_PATH');
const receiving = readReceiving();

export const handler = lambda(async () => {
  await reportSettings({ readTexts: () => readTexts(ssm, settingsPath), log: logger, receiving });
});
