import {
  ParameterNotFound,
  paginateGetParameterHistory,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import * as v from 'valibot';
import { mailboxesSetting } from '../../../settings/mailboxes.ts';
import type { SettingHistory } from '../../../steps/polling/ports.ts';

/** SSM keeps the last 100 versions of a parameter. A version whose value is bad was never in force and counts as one without mailboxes. */
export function createSettingHistory(ssm: SSMClient, settingsPath: string): SettingHistory {
  const Name = `${settingsPath}mailboxes`;
  return {
    async versionsOfMailboxes() {
      const versions: Version[] = [];
      try {
        for await (const { Parameters = [] } of paginateGetParameterHistory(
          { client: ssm },
          { Name },
        )) {
          for (const { Value = '', LastModifiedDate } of Parameters) {
            const atMs = LastModifiedDate?.getTime() ?? 0;
            versions.push({ mailboxes: mailboxesOf(Value), atMs });
          }
        }
      } catch (error) {
        // There is no parameter before the first mailbox.
        if (!(error instanceof ParameterNotFound)) throw error;
      }
      return versions.reverse();
    },
  };
}

type Version = { mailboxes: ReturnType<typeof mailboxesOf>; atMs: number };

function mailboxesOf(text: string) {
  const parsed = v.safeParse(mailboxesSetting, text);
  return parsed.success ? parsed.output : [];
}
