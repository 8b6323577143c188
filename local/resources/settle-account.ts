import type { Machine, ReceiptRule } from './machine.ts';

/** Of this machine. */
const RULE_SET = 'local';

/** What AWS tells of the account once docs/deploy.md has been followed: a verified domain, an active rule set with our rules, the stack. */
export function settleAccount(machine: Machine, outputs: Record<string, string>): void {
  const { account, ruleSets, stackName, receiptRules } = machine;
  const { Domain = '', MailBucketName = '', SendingRatePerSecond = '' } = outputs;
  account.mailsPerSecond = Number(SendingRatePerSecond);
  account.identities[Domain] = { isVerified: true, isDkimVerified: true, forwardsFeedback: false };
  account.stacks[stackName] = {
    status: 'CREATE_COMPLETE',
    outputs,
    resources: [
      { logicalId: 'MailBucket', physicalId: MailBucketName, type: 'AWS::S3::Bucket' },
      { logicalId: 'Identity', physicalId: Domain, type: 'AWS::SES::EmailIdentity' },
    ],
    template: '{}',
  };
  ruleSets.activate(
    RULE_SET,
    receiptRules.map((rule, index) => played(rule, `rule-${index + 1}`)),
  );
}

const played = (
  { isEnabled, recipients, bucketName, objectKeyPrefix }: ReceiptRule,
  Name: string,
) => ({
  Name,
  Enabled: String(isEnabled),
  Recipients: recipients,
  Actions: [{ S3Action: { BucketName: bucketName, ObjectKeyPrefix: objectKeyPrefix } }],
});
