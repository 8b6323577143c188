import { checkSettings } from '../../settings/check-settings.ts';
import { isSettingName, readSettings, type SettingProblem } from '../../settings/read-settings.ts';
import type { ReceivingAddresses } from '../../settings/receiving-addresses.ts';
import type { Log } from '../ports.ts';

export interface ReportSettingsPorts {
  /** The texts of the parameters, by short name. */
  readTexts(): Promise<Record<string, string>>;
  log: Log;
  receiving?: ReceivingAddresses;
}

/**
 * Logs each bad setting as an error, which an alarm counts, with its name and the reason, never its value (S20). An unknown name is bad,
 * too: it is probably misspelt.
 */
export async function reportSettings(ports: ReportSettingsPorts): Promise<SettingProblem[]> {
  const texts = await ports.readTexts();
  const { settings, problems } = readSettings(texts, undefined, ports.receiving);
  const all = [...problems, ...checkSettings(settings, ports.receiving), ...findUnknown(texts)];
  for (const { name, reason } of all)
    ports.log.error({ setting: name, reason }, 'a setting is bad');
  ports.log.info({ bad: all.length }, 'settings checked');
  return all;
}

function findUnknown(texts: Record<string, string>): SettingProblem[] {
  const unknown = Object.keys(texts).filter((name) => !isSettingName(name));
  return unknown.map((name) => ({ name, reason: 'there is no setting of this name' }));
}
