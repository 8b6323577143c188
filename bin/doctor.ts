/** `npm run doctor -- STAGE`: looks at a deployment and says what is in order, what is not, and how to mend it. Changes nothing. */
import { SESClient } from '@aws-sdk/client-ses';
import { openSecrets, openSsm } from '../functions/adapters/aws/clients.ts';
import { readDeployment } from '../functions/adapters/aws/read-deployment.ts';
import { examineDeployment } from '../functions/steps/operating/examine-deployment.ts';

const SIGNS = { good: '✓', bad: '✗', hint: '·' } as const;

const [stage] = process.argv.slice(2);
if (stage === undefined) {
  console.error('usage: npm run doctor -- STAGE   (with AWS credentials and AWS_REGION)');
  process.exit(2);
}

try {
  const clients = { ses: new SESClient({}), ssm: openSsm(), secrets: openSecrets() };
  const findings = examineDeployment(await readDeployment(clients, stage));
  for (const { state, what, cure } of findings) {
    console.log(`${SIGNS[state]} ${what}${cure === undefined ? '' : `\n    → ${cure}`}`);
  }
  process.exitCode = findings.some(({ state }) => state === 'bad') ? 1 : 0;
} catch (error) {
  console.error(`The deployment "${stage}" could not be read: ${(error as Error).message}`);
  process.exitCode = 2;
}
