import {
  type ParameterHistory,
  paginateGetParameterHistory,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import * as v from 'valibot';
import { mailboxesSetting } from '../../../settings/mailboxes/mailboxes.ts';
import { readSettings } from '../../../settings/read-settings.ts';
import type { ReceivingAddresses } from '../../../settings/receiving-addresses.ts';
import type { SettingHistory } from '../../../steps/polling/ports.ts';
import type { Log } from '../../../steps/ports.ts';
import { answerUnless } from '../answer-unless.ts';

/** SSM keeps the last 100 versions of a parameter. A version with a bad value was never in force, so it counts as one without mailboxes. */
export const createSettingHistory = (ssm: SSMClient, settingsPath: string): SettingHistory => ({
  async versionsOfMailboxes() {
    const versions = await readVersions(ssm, `${settingsPath}mailboxes`);
    return versions.map(({ Value = '', LastModifiedDate }) => ({
      mailboxes: mailboxesOf(Value),
      atMs: LastModifiedDate?.getTime() ?? 0,
    }));
  },
});

/** Newest first (SSM promises no order); empty: the parameter does not exist, as before the first mailbox. */
async function readVersions(ssm: SSMClient, Name: string): Promise<ParameterHistory[]> {
  const asked = Array.fromAsync(paginateGetParameterHistory({ client: ssm }, { Name }));
  const pages = (await answerUnless(['ParameterNotFound'], asked)) ?? [];
  const versions = pages.flatMap(({ Parameters = [] }) => Parameters);
  return versions.sort((one, other) => (other.Version ?? 0) - (one.Version ?? 0));
}

export interface BadSettings {
  names: readonly string[];
  /** All texts, beside which a former one must be good. */
  texts: Record<string, string>;
  receiving: ReceivingAddresses | undefined;
}

/** The newest good text of each bad setting (S20). One that never had any, or whose versions cannot be read, is left out. */
export async function readGoodTexts(
  ssm: SSMClient,
  path: string,
  { names, texts, receiving }: BadSettings,
  log: Log,
): Promise<Record<string, string>> {
  const isGood = (name: string, text: string) =>
    !readSettings({ ...texts, [name]: text }, receiving).problems.some(
      (problem) => problem.name === name,
    );
  const found = names.map(async (name): Promise<[string, string][]> => {
    try {
      const versions = await readVersions(ssm, `${path}${name}`);
      const good = versions.find(({ Value = '' }) => isGood(name, Value));
      return good?.Value === undefined ? [] : [[name, good.Value]];
    } catch (error) {
      log.error({ error, parameter: `${path}${name}` }, 'its former values cannot be read');
      return [];
    }
  });
  return Object.fromEntries((await Promise.all(found)).flat());
}

function mailboxesOf(text: string) {
  const parsed = v.safeParse(mailboxesSetting, text);
  return parsed.success ? parsed.output : [];
}
