import { CfnElement, Stack } from 'aws-cdk-lib';
import { acknowledge } from './acknowledge.ts';
import type { FailedRecords } from './failed-records.ts';
import { BUCKET_FOLDERS, type MailBucket } from './mail-bucket.ts';
import type { Settings } from './settings.ts';

export interface AcknowledgedFindingsProps {
  readonly settings: Settings;
  readonly bucket: MailBucket;
  readonly failedRecords: FailedRecords;
}

/** What cdk-nag finds and we mean so, each with its reason; test/lib/nag.test.ts allows nothing else. */
export function acknowledgeFindings(stack: Stack, props: AcknowledgedFindingsProps): void {
  const { settings, bucket, failedRecords } = props;
  acknowledge(
    settings,
    'SMG4',
    'Rotated by hand: old token keys must stay readable (docs/operations.md)',
  );
  for (const logged of [bucket, failedRecords]) {
    acknowledge(logged, 'S1', 'Reached by functions alone, and each of them logs what it takes');
  }
  acknowledge(stack, 'APIG4', 'serve-api compares bearer tokens itself; /openapi.json is public');
  for (const folder of BUCKET_FOLDERS) {
    const id = `IAM5[Resource::<${logicalId(bucket)}.Arn>/${folder}/*]`;
    acknowledge(stack, id, 'Objects of one folder; their keys are random');
  }
  acknowledge(
    stack,
    `IAM5[Resource::<${logicalId(failedRecords)}.Arn>/aws/lambda/*]`,
    "Lambda's own folder of failed records",
  );
  const account = '<AWS::Region>:<AWS::AccountId>';
  acknowledge(
    stack,
    `IAM5[Resource::arn:<AWS::Partition>:ssm:${account}:parameter${settings.path}*]`,
    'The settings are read together, by their path',
  );
  acknowledge(
    stack,
    `IAM5[Resource::arn:<AWS::Partition>:ses:${account}:identity/*]`,
    'Bound by ses:FromAddress; in the sandbox SES asks for the identities of recipients, too',
  );
  acknowledge(
    stack,
    `IAM5[Resource::arn:<AWS::Partition>:secretsmanager:${account}:secret:${settings.secretsPrefix}mailboxes/*]`,
    'Teams add mailboxes by setting, with secrets of their own naming',
  );
}

function logicalId(bucket: MailBucket | FailedRecords): string {
  const { defaultChild } = bucket.node;
  if (!CfnElement.isCfnElement(defaultChild)) throw new Error(`${bucket.node.path}: no resource`);
  return Stack.of(bucket).getLogicalId(defaultChild);
}
