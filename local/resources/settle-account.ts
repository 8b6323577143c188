import type { Machine, ReceiptRule } from './machine.ts';

/** Name of this machine's rule set. */
const RULE_SET = 'local';

/** Makes the account look as after docs/deploy.md: a verified domain, an active rule set with our rules, the stack. */
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
