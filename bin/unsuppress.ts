/**
 * `npm run unsuppress -- STAGE ADDRESS`: allows mail to an address again that bounced or complained. It removes the address from our list
 * and from the SES account's suppression list, as `DELETE /v1/suppressions/{address}` does. Exit code 1: it was on neither.
 */
import { openAccountSuppressions } from '../functions/adapters/aws/email/account-suppressions.ts';
import { createSuppressionTable } from '../functions/adapters/aws/table/feedback/suppression-table.ts';
import { normaliseAddress } from '../functions/mail/addresses.ts';
import { liftSuppression } from '../functions/steps/feedback/lift-suppression.ts';
import { explainFailure } from './explain-failure.ts';
import { openStage } from './open-stage.ts';
import { readArguments } from './read-arguments.ts';

async function run(stage: string, address: string): Promise<void> {
  if (normaliseAddress(address) === undefined)
    throw new Error('it is no mail address, such as ann@example.org');
  const { table } = await openStage(stage);
  const isLifted = await liftSuppression(address, {
    suppressions: createSuppressionTable(table),
    accountSuppressions: openAccountSuppressions(),
  });
  console.log(isLifted ? `${address} is written to again` : `${address} was not suppressed`);
  process.exitCode = isLifted ? 0 : 1;
}

const USAGE = 'usage: npm run unsuppress -- STAGE ADDRESS   (with AWS credentials and AWS_REGION)';
const [stage = '', address = ''] = readArguments(USAGE, { options: {}, words: 2 }).positionals;
await run(stage, address).catch((error) => {
  console.error(`${address} is as it was: ${explainFailure(error)}`);
  process.exitCode = 2;
});
