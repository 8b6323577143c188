import { paginateGetParametersByPath, type SSMClient } from '@aws-sdk/client-ssm';
import { readSettings } from '../../../settings/read-settings.ts';
import type { ReceivingAddresses } from '../../../settings/receiving-addresses.ts';
import type { Settings } from '../../../settings/settings.ts';
import type { Clock, Log, SettingsSource } from '../../../steps/ports.ts';

/** A change is in force everywhere within this time (S20). */
const SETTINGS_KEPT_MS = 60_000;

/**
 * The settings of one SSM path (`"/email-piping/<stage>/"`), cached. A bad value is logged with its parameter's name, and the last good
 * one stays in force (S20).
 */
export function createSettingsSource(
  ssm: SSMClient,
  path: string,
  { clock, log, receiving }: { clock: Clock; log: Log; receiving?: ReceivingAddresses },
): SettingsSource {
  let settings: Settings | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  return {
    async read() {
      if (settings && clock.now() - readAt < SETTINGS_KEPT_MS) return settings;
      const texts = await readTexts(ssm, path).catch((error: unknown) => {
        log.error({ error, path }, 'the settings cannot be read: the last good ones stay');
        if (!settings) throw error;
      });
      readAt = clock.now();
      if (!texts && settings) return settings;
      const found = readSettings(texts ?? {}, settings, receiving);
      for (const { name, reason } of found.problems) {
        log.error(
          { parameter: `${path}${name}`, reason },
          'a setting is bad: the last good value stays',
        );
      }
      settings = found.settings;
      return settings;
    },
  };
}

/** Texts by short name. */
export async function readTexts(ssm: SSMClient, path: string): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for await (const { Parameters = [] } of paginateGetParametersByPath(
    { client: ssm },
    { Path: path },
  )) {
    for (const { Name, Value } of Parameters) {
      if (Name !== undefined && Value !== undefined) texts[Name.slice(path.length)] = Value;
    }
  }
  return texts;
}
