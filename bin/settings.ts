/**
 * `npm run settings -- get STAGE [NAME]`, `set STAGE NAME VALUE`, `check STAGE`: reads and changes a deployment's settings (S20). A bad
 * value is refused before it is written. Changes take effect within a minute. Exit code 1: `check` found a bad value. 2: nothing was done.
 */
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { openSsm } from '../functions/adapters/aws/clients.ts';
import { readStageOutputs } from '../functions/adapters/aws/settings/read-outputs.ts';
import { readTexts } from '../functions/adapters/aws/settings/settings-source.ts';
import { describeSetting, formatSettings } from '../functions/settings/describe-settings.ts';
import { listSettings } from '../functions/settings/list-settings.ts';
import { loginsBySecret, movedSecrets } from '../functions/settings/mailboxes/mailbox-login.ts';
import { isSettingName, readSettings } from '../functions/settings/read-settings.ts';
import {
  parseReceivesAt,
  type ReceivingAddresses,
} from '../functions/settings/receiving-addresses.ts';
import { parameterText, refuseSetting } from '../functions/settings/refuse-setting.ts';
import { SETTING_MEANINGS } from '../functions/settings/setting-meanings.ts';
import { SETTING_NAMES, type SettingName } from '../functions/settings/settings.ts';
import { explainFailure } from './explain-failure.ts';
import { refuseUsage, showUsageIfAsked } from './read-arguments.ts';

const USAGE = `usage: npm run settings -- get STAGE [NAME]
       npm run settings -- set STAGE NAME VALUE
       npm run settings -- check STAGE
(with AWS credentials and AWS_REGION)`;

const ssm = openSsm();

interface Deployment {
  path: string;
  texts: Record<string, string>;
  receiving: ReceivingAddresses;
}

function requireName(name: string | undefined): SettingName {
  if (name !== undefined && isSettingName(name)) return name;
  throw new Error(`there is no setting "${name ?? ''}"; there are ${SETTING_NAMES.join(', ')}`);
}

/** The stage's parameters, and from its stack's outputs the addresses at which it receives. */
async function readStage(stage: string): Promise<Deployment> {
  const path = `/email-piping/${stage}/`;
  const outputs = await readStageOutputs(new CloudFormationClient({}), stage, 'ReceivesAt');
  return {
    path,
    texts: await readTexts(ssm, path),
    receiving: parseReceivesAt(outputs.ReceivesAt),
  };
}

function get({ texts, receiving }: Deployment, name: string | undefined): void {
  console.log(
    name === undefined
      ? formatSettings(listSettings(texts, receiving))
      : describeSetting(requireName(name), texts, receiving),
  );
}

async function set(deployment: Deployment, given: string | undefined, value: string) {
  const name = requireName(given);
  const { path, texts, receiving } = deployment;
  const problem = refuseSetting(name, value, texts, receiving);
  if (problem !== undefined) throw new Error(`${name} was not changed: ${problem}`);
  await ssm.send(
    new PutParameterCommand({
      Name: `${path}${name}`,
      Value: parameterText(value),
      Type: 'String',
      Description: SETTING_MEANINGS[name],
      Overwrite: true,
    }),
  );
  console.log(`${name} = ${value}, in force within a minute`);
  for (const secret of movedPasswords(texts, { ...texts, [name]: value })) {
    console.log(
      `the password in the secret "${secret}" goes to another server now, or to another user's login: store the right one`,
    );
  }
}

/** Who has AWS's rights may move a password; the chat API's tokens may not (docs/decisions/0112). */
function movedPasswords(before: Record<string, string>, after: Record<string, string>): string[] {
  const known = loginsBySecret(readSettings(before).settings.mailboxes);
  return movedSecrets(readSettings(after).settings.mailboxes, (secret) => known.get(secret));
}

function check({ texts, receiving }: Deployment): void {
  const bad = listSettings(texts, receiving).filter(({ problem }) => problem);
  console.log(bad.length === 0 ? 'every setting is good' : formatSettings(bad));
  process.exitCode = bad.length === 0 ? 0 : 1;
}

async function run([command, stage, name, ...words]: string[]): Promise<void> {
  if (stage === undefined)
    return refuseUsage(USAGE, `A stage is missing; given: ${command ?? 'nothing'}.`);
  if (command === 'get' && words.length === 0) return get(await readStage(stage), name);
  if (command === 'set' && words.length > 0)
    return set(await readStage(stage), name, words.join(' '));
  if (command === 'check' && name === undefined) return check(await readStage(stage));
  const given = process.argv.slice(2).join(' ');
  return refuseUsage(USAGE, `"${given}" is none of these:`);
}

showUsageIfAsked(USAGE);
try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(explainFailure(error));
  process.exitCode = 2;
}
