import { checkSettings } from '../../settings/check-settings.ts';
import type { SettingProblem } from '../../settings/read-settings.ts';
import type { ReceivingAddresses } from '../../settings/receiving-addresses.ts';
import type { Log } from '../ports.ts';

export interface ReportSettingsPorts {
  /** The texts of the parameters, by short name. */
  readTexts(): Promise<Record<string, string>>;
  log: Log;
  receiving?: ReceivingAddresses;
}

/** Logs each bad setting as an error, which an alarm counts, with its name and the reason, never its value (S20). */
export async function reportSettings(ports: ReportSettingsPorts): Promise<SettingProblem[]> {
  const texts = await ports.readTexts();
  const { problems } = checkSettings(texts, ports.receiving);
  for (const { name, reason } of problems)
    ports.log.error({ setting: name, reason }, 'a setting is bad');
  ports.log.info({ bad: problems.length }, 'settings checked');
  return problems;
}
