/**
 * `npm run canary -- STAGE`: sends a mail from `canary@<domain>` to the receiving address through SES, and waits
 * until the table has its outcome. Exit code 1: no outcome within five minutes. 2: the mail could not be sent.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { openSsm } from '../functions/adapters/aws/clients.ts';
import { openCanaryAdapters } from '../functions/adapters/aws/opening/canary-adapters.ts';
import { readTexts } from '../functions/adapters/aws/settings/settings-source.ts';
import { readSettings } from '../functions/settings/read-settings.ts';
import { parseReceivesAt } from '../functions/settings/receiving-addresses.ts';
import { CANARY_LIMIT_MS, findCanary, sendCanary } from '../functions/steps/examining/canary.ts';
import { explainFailure } from './explain-failure.ts';
import { openStage } from './open-stage.ts';
import { readArguments } from './read-arguments.ts';

const LOOK_EVERY_MS = 1000;

async function run(stage: string): Promise<void> {
  const { outputs, table } = await openStage(stage);
  const receiving = parseReceivesAt(outputs.ReceivesAt ?? '');
  const texts = await readTexts(openSsm(), `/email-piping/${stage}/`);
  const { settings } = readSettings(texts, receiving);
  const ports = { ...openCanaryAdapters(table), clock: { now: () => Date.now() } };
  const canary = await sendCanary(settings, ports);
  console.log(`sent from ${canary.from} to ${canary.to}`);
  for (let waitedMs = 0; waitedMs < CANARY_LIMIT_MS; waitedMs += LOOK_EVERY_MS) {
    const mail = await findCanary(canary, ports);
    if (mail) {
      const seconds = Math.round((Date.now() - canary.sentAt) / 1000);
      console.log(
        `it came out as ${mail.outcome}: ${mail.reason} (${mail.mailId}) in ${seconds} s`,
      );
      return;
    }
    await pause(LOOK_EVERY_MS);
  }
  console.error(
    'it did not come out within five minutes: docs/operations.md, "A mail does not arrive"',
  );
  process.exitCode = 1;
}

const USAGE = 'usage: npm run canary -- STAGE   (with AWS credentials and AWS_REGION)';
const [asked = ''] = readArguments(USAGE, { options: {}, words: 1 }).positionals;
await run(asked).catch((error) => {
  console.error(`no canary could be sent: ${explainFailure(error)}`);
  process.exitCode = 2;
});
