import { paginateGetParameterHistory, type SSMClient } from '@aws-sdk/client-ssm';
import * as v from 'valibot';
import { mailboxesSetting } from '../../../settings/mailboxes.ts';
import type { SettingHistory } from '../../../steps/polling/ports.ts';
import { answerUnless } from '../answer-unless.ts';
import { collectPages } from '../collect-pages.ts';

/** SSM keeps the last 100 versions of a parameter. A version with a bad value was never in force, so it counts as one without mailboxes. */
export const createSettingHistory = (ssm: SSMClient, settingsPath: string): SettingHistory => ({
  async versionsOfMailboxes() {
    const Name = `${settingsPath}mailboxes`;
    const pages = paginateGetParameterHistory({ client: ssm }, { Name });
    const found = collectPages(pages, ({ Parameters = [] }) => Parameters);
    // the parameter does not exist before the first mailbox
    const versions = (await answerUnless(['ParameterNotFound'], found)) ?? [];
    return versions.reverse().map(({ Value = '', LastModifiedDate }) => ({
      mailboxes: mailboxesOf(Value),
      atMs: LastModifiedDate?.getTime() ?? 0,
    }));
  },
});

function mailboxesOf(text: string) {
  const parsed = v.safeParse(mailboxesSetting, text);
  return parsed.success ? parsed.output : [];
}
