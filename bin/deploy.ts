/**
 * `npm run deploy [-- CDK'S OPTIONS]`: checks the account and refuses what would fail, then runs `cdk deploy`. The first deployment makes
 * the table without deletion protection, so that a rollback leaves nothing behind, and switches the protection on afterwards. A stack that
 * still owns the settings' parameters (version 0.1.0) is deployed twice: once to mark them as retained, once without them.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { App } from 'aws-cdk-lib';
import { unprotectStack } from '../functions/adapters/aws/account/unprotect-stack.ts';
import { readOutputs } from '../functions/adapters/aws/settings/read-outputs.ts';
import type { Configuration } from '../lib/configuration.ts';
import { readConfiguration } from '../lib/read-configuration.ts';
import { explainFailure } from './explain-failure.ts';
import { refuseOptionsLostToNpm, showUsageIfAsked } from './read-arguments.ts';
import { readDeployOptions } from './read-deploy-options.ts';

const USAGE = `usage: npm run deploy [-- OPTIONS]   (with AWS credentials and AWS_REGION)
OPTIONS go to cdk deploy, such as -c stage=test, --profile team or --require-approval never.
It checks the account first (npm run doctor -- preflight). docs/deploy.md says what it needs.`;

const given = process.argv.slice(2);
showUsageIfAsked(USAGE);
refuseOptionsLostToNpm(USAGE, ['context', 'profile']);
const { context, profile } = readDeployOptions(given);
// the checks must look where CDK deploys, and at the configuration that it deploys
if (profile !== undefined) process.env.AWS_PROFILE = profile;
const contextOptions = Object.entries(context).flatMap(([name, value]) => [
  '-c',
  `${name}=${value}`,
]);
const cloudFormation = new CloudFormationClient({});

function run(...command: string[]): void {
  const [program = '', ...rest] = command;
  const { status } = spawnSync(program, rest, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** The SSM parameters that the deployed stack owns, as in its template. */
async function readOwnedParameters(StackName: string): Promise<Record<string, unknown>> {
  const { TemplateBody = '{}' } = await cloudFormation.send(new GetTemplateCommand({ StackName }));
  const { Resources = {} } = JSON.parse(TemplateBody) as {
    Resources?: Record<string, { Type: string; Properties: object }>;
  };
  const owned = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::SSM::Parameter');
  return Object.fromEntries(owned.map(([id, { Type, Properties }]) => [id, { Type, Properties }]));
}

async function protectTable(TableName: string): Promise<void> {
  await new DynamoDBClient({}).send(
    new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }),
  );
}

async function deployFirst(
  stackName: string,
  { tableDeletionProtection, existingTable }: Configuration,
): Promise<void> {
  // CDK protects a stack before it makes the resources, and deletes what a failed first deployment has left: it cannot if that is protected
  await unprotectStack(cloudFormation, stackName);
  run('npx', 'cdk', 'deploy', '-c', 'tableDeletionProtection=false', ...given);
  const { TableName } = (await readOutputs(cloudFormation, stackName)) ?? {};
  // a table that was there before is its owner's to protect
  const isProtected = tableDeletionProtection && existingTable === undefined;
  if (TableName !== undefined && isProtected) await protectTable(TableName);
}

async function update(stackName: string): Promise<void> {
  const owned = await readOwnedParameters(stackName);
  if (Object.keys(owned).length > 0) {
    const folder = mkdtempSync(join(tmpdir(), 'email-piping-'));
    // `run` ends the process if CDK fails
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'parameters.json');
    writeFileSync(file, JSON.stringify(owned));
    console.log('The settings leave the stack, and stay as they are: one deployment to let go.');
    run('npx', 'cdk', 'deploy', '-c', `carriedParameters=${file}`, ...given);
  }
  run('npx', 'cdk', 'deploy', ...given);
}

run(process.execPath, join(import.meta.dirname, 'doctor.ts'), 'preflight', ...contextOptions);
try {
  const configuration = readConfiguration(new App({ context }).node);
  const stackName = `email-piping-${configuration.stage}`;
  const isFirst = (await readOutputs(cloudFormation, stackName)) === undefined;
  await (isFirst ? deployFirst(stackName, configuration) : update(stackName));
} catch (error) {
  console.error(`the deployment stopped: ${explainFailure(error)}`);
  process.exitCode = 1;
}
