/**
 * `npm run settings -- get STAGE [NAME]`, `set STAGE NAME VALUE`, `check STAGE`: the settings of a deployment (S20). A bad value is refused
 * before it is written. Changes are in force within a minute.
 */
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { openSsm } from '../functions/adapters/aws/clients.ts';
import { readTexts } from '../functions/adapters/aws/settings/settings-source.ts';
import { isSettingName, parseSetting } from '../functions/settings/read-settings.ts';
import { SETTING_NAMES } from '../functions/settings/settings.ts';
import { formatSettings, listSettings } from '../functions/settings/settings-table.ts';

const USAGE = `usage: npm run settings -- get STAGE [NAME]
       npm run settings -- set STAGE NAME VALUE
       npm run settings -- check STAGE
(with AWS credentials and AWS_REGION)`;

class UsageError extends Error {}

const ssm = openSsm();
const pathOf = (stage: string) => `/email-piping/${stage}/`;

function requireName(name: string | undefined): string {
  if (name !== undefined && isSettingName(name)) return name;
  throw new UsageError(
    `there is no setting "${name ?? ''}"; there are ${SETTING_NAMES.join(', ')}`,
  );
}

async function get(stage: string, name: string | undefined): Promise<void> {
  const texts = await readTexts(ssm, pathOf(stage));
  const rows = listSettings(texts);
  const wanted = name === undefined ? undefined : requireName(name);
  console.log(formatSettings(rows.filter((row) => wanted === undefined || row.name === wanted)));
}

async function set(stage: string, given: string | undefined, value: string | undefined) {
  const name = requireName(given);
  if (value === undefined) throw new UsageError(USAGE);
  const texts = await readTexts(ssm, pathOf(stage));
  const row = listSettings({ ...texts, [name]: value }).find((one) => one.name === name);
  if (!isSettingName(name) || parseSetting(name, value).kind === 'bad' || row?.problem) {
    throw new UsageError(`${name} was not changed: ${row?.problem ?? 'the value is bad'}`);
  }
  const Name = `${pathOf(stage)}${name}`;
  await ssm.send(new PutParameterCommand({ Name, Value: value, Type: 'String', Overwrite: true }));
  console.log(`${name} = ${value}, in force within a minute`);
}

async function check(stage: string): Promise<void> {
  const bad = listSettings(await readTexts(ssm, pathOf(stage))).filter(({ problem }) => problem);
  if (bad.length === 0) console.log('every setting is good');
  else console.log(formatSettings(bad));
  process.exitCode = bad.length === 0 ? 0 : 1;
}

async function run([command, stage, name, ...value]: string[]): Promise<void> {
  if (stage === undefined) throw new UsageError(USAGE);
  if (command === 'get') return get(stage, name);
  if (command === 'set') return set(stage, name, value.length > 0 ? value.join(' ') : undefined);
  if (command === 'check') return check(stage);
  throw new UsageError(USAGE);
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
