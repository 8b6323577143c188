/**
 * `npm run doctor -- STAGE [--json]` checks a deployment, `npm run doctor -- preflight [--json] [-c NAME=VALUE]`
 * an account before a deployment. Both say what is right, what is wrong, and how to mend
 * it, and change nothing. Exit code 1: something is wrong. 2: it could not be checked.
 */
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { readAccount } from '../functions/adapters/aws/account/read-account.ts';
import { readDeployment } from '../functions/adapters/aws/account/read-deployment.ts';
import { openS3, openSecrets, openSes, openSsm } from '../functions/adapters/aws/clients.ts';
import { openResolver } from '../functions/adapters/dns/open-resolver.ts';
import { examineAccount } from '../functions/steps/examining/examine-account.ts';
import { examineDeployment } from '../functions/steps/examining/examine-deployment.ts';
import type { Finding } from '../functions/steps/examining/finding.ts';
import { readConfiguration } from '../lib/read-configuration.ts';
import { explainFailure } from './explain-failure.ts';
import { readArguments } from './read-arguments.ts';
import { readDeployOptions } from './read-deploy-options.ts';

const SIGNS = { good: '✓', bad: '✗', hint: '·' } as const;

const USAGE =
  'usage: npm run doctor -- STAGE|preflight [--json] [-c NAME=VALUE]   (with AWS credentials and AWS_REGION)';
const { positionals, values } = readArguments(USAGE, {
  options: { json: { type: 'boolean' }, context: { type: 'string', short: 'c', multiple: true } },
  words: 1,
});
const [asked = ''] = positionals;

const openClients = () => ({
  ses: openSes(),
  sesv2: new SESv2Client({}),
  ssm: openSsm(),
  secrets: openSecrets(),
  cloudFormation: new CloudFormationClient({}),
  lambda: new LambdaClient({}),
  dynamodb: new DynamoDBClient({}),
  s3: openS3(),
  dns: openResolver(process.env.PIPING_DNS_SERVER),
});

try {
  const findings = asked === 'preflight' ? await preflight() : await look(asked);
  console.log(values.json ? JSON.stringify(findings, undefined, 2) : format(findings));
  process.exitCode = findings.some(({ state }) => state === 'bad') ? 1 : 0;
} catch (error) {
  console.error(`"${asked}" could not be examined: ${explainFailure(error)}`);
  process.exitCode = 2;
}

async function look(stage: string): Promise<Finding[]> {
  return examineDeployment(await readDeployment(openClients(), stage));
}

async function preflight(): Promise<Finding[]> {
  const { context } = readDeployOptions(process.argv.slice(2));
  // loaded here: CDK takes half a second, and only the preflight reads a configuration
  const { App } = await import('aws-cdk-lib');
  const configuration = readConfiguration(new App({ context }).node);
  return examineAccount(configuration, await readAccount(openClients(), configuration));
}

function format(findings: Finding[]): string {
  return findings
    .map(({ state, what, cure }) => `${SIGNS[state]} ${what}${cure ? `\n    → ${cure}` : ''}`)
    .join('\n');
}
