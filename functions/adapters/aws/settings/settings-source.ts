import {
  PutParameterCommand,
  paginateGetParametersByPath,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { readSettings } from '../../../settings/read-settings.ts';
import type { ReceivingAddresses } from '../../../settings/receiving-addresses.ts';
import type { Settings } from '../../../settings/settings.ts';
import type { SettingParameters } from '../../../steps/configuring/ports.ts';
import type { Machine, SettingsSource } from '../../../steps/ports.ts';
import { keepLastGood } from './keep-last-good.ts';
import { readGoodTexts } from './setting-history.ts';

/**
 * The settings below one SSM path (`"/email-piping/<stage>/"`), cached. A bad value is logged with its parameter's name, and the last good
 * one stays in force (S20).
 */
export const createSettingsSource = (
  ssm: SSMClient,
  path: string,
  { receiving, ...machine }: Machine & { receiving?: ReceivingAddresses },
): SettingsSource =>
  keepLastGood<Settings>(
    'the settings',
    { path },
    async (last) => {
      const texts = await readTexts(ssm, path);
      const { settings, problems } = readSettings(texts, receiving, last);
      for (const { name, reason } of problems) {
        const parameter = `${path}${name}`;
        machine.log.error({ parameter, reason }, 'a setting is bad: the last good value stays');
      }
      if (problems.length === 0 || last !== undefined) return settings;
      // a function that has just started remembers no value, but Parameter Store does
      const names = problems.map(({ name }) => name);
      const former = await readGoodTexts(ssm, path, { names, texts, receiving }, machine.log);
      return readSettings({ ...texts, ...former }, receiving).settings;
    },
    machine,
  );

/** The parameters' texts, by short name. */
export async function readTexts(ssm: SSMClient, path: string): Promise<Record<string, string>> {
  const pages = await Array.fromAsync(paginateGetParametersByPath({ client: ssm }, { Path: path }));
  const found = pages.flatMap(({ Parameters = [] }) => Parameters);
  return Object.fromEntries(
    found.map(({ Name = '', Value = '' }) => [Name.slice(path.length), Value]),
  );
}

/** The parameters below one SSM path, not cached. */
export const createSettingParameters = (ssm: SSMClient, path: string): SettingParameters => ({
  readTexts: () => readTexts(ssm, path),
  put: async (name, Value) => {
    const Name = `${path}${name}`;
    await ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }));
  },
});
