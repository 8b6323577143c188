import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { PlayedAccount } from './open-account.ts';

const RULE_SET = 'company-mail';
const RULES = ['archive', 'helpdesk'];

export interface ForeignMail {
  /** What has changed in the others' rules and identities, except these rules of ours. */
  changes(ours?: readonly string[]): string[];
}

/** Makes an account in which others receive mail: an identity, and an active rule set with two rules, unless they exist. */
export async function openSharedAccount(account: PlayedAccount): Promise<ForeignMail> {
  const { ruleSets, moto } = account;
  if (ruleSets.ruleNames()[RULE_SET] === undefined) {
    const ses = new SESv2Client(moto.client);
    await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: 'company.example' }));
    call(account, 'CreateReceiptRuleSet', { RuleSetName: RULE_SET });
    for (const name of [...RULES].reverse()) {
      call(account, 'CreateReceiptRule', {
        RuleSetName: RULE_SET,
        'Rule.Name': name,
        'Rule.Enabled': 'true',
        'Rule.Recipients.member.1': `${name}@company.example`,
        'Rule.Actions.member.1.S3Action.BucketName': `company-${name}`,
      });
    }
    call(account, 'SetActiveReceiptRuleSet', { RuleSetName: RULE_SET });
  }
  return {
    changes: (ours = []) => {
      const rules = (ruleSets.ruleNames()[RULE_SET] ?? []).filter((name) => !ours.includes(name));
      return [
        ...(ruleSets.active() === RULE_SET ? [] : [`"${ruleSets.active()}" is active instead`]),
        ...(rules.join() === RULES.join() ? [] : [`the rules are ${rules.join(', ')}`]),
      ];
    },
  };
}

function call({ ruleSets }: PlayedAccount, action: string, fields: Record<string, string>): void {
  ruleSets.service[action]?.(new URLSearchParams(fields));
}
