import { CfnElement, Stack } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { FailedRecords } from '../failed-records.ts';
import { BUCKET_FOLDERS, type MailBucket } from '../mail-bucket.ts';
import type { Settings } from '../settings.ts';
import { acknowledge } from './acknowledge.ts';

export interface AcknowledgedFindingsProps {
  readonly settings: Settings;
  readonly bucket: MailBucket;
  readonly failedRecords: FailedRecords;
  readonly isTraced: boolean;
}

/** The findings of cdk-nag that we accept, with our reasons. test/lib/nag.test.ts allows no others. */
export function acknowledgeFindings(whole: Construct, props: AcknowledgedFindingsProps): void {
  const { settings, bucket, failedRecords, isTraced } = props;
  acknowledge(
    settings,
    'SMG4',
    'Rotated by hand: old token keys must stay readable (docs/operations.md)',
  );
  for (const logged of [bucket, failedRecords]) {
    acknowledge(logged, 'S1', 'Reached by functions alone, and each of them logs what it takes');
  }
  acknowledge(whole, 'APIG4', 'serve-api compares bearer tokens itself; /openapi.json is public');
  for (const folder of BUCKET_FOLDERS) {
    const id = `IAM5[Resource::${arnOf(bucket.bucket)}/${folder}/*]`;
    acknowledge(whole, id, 'Objects of one folder; their keys are random');
  }
  acknowledge(
    whole,
    `IAM5[Resource::${arnOf(failedRecords)}/aws/lambda/*]`,
    "Lambda's own folder of failed records",
  );
  if (isTraced) {
    acknowledge(whole, 'IAM5[Resource::*]', 'X-Ray knows no narrower resource');
  }
  const account = '<AWS::Region>:<AWS::AccountId>';
  acknowledge(
    whole,
    `IAM5[Resource::arn:<AWS::Partition>:ssm:${account}:parameter${settings.path}*]`,
    'The settings are read together, by their path',
  );
  acknowledge(
    whole,
    `IAM5[Resource::arn:<AWS::Partition>:ses:${account}:identity/*]`,
    'Bound by ses:FromAddress; in the sandbox SES asks for the identities of recipients, too',
  );
  acknowledge(
    whole,
    `IAM5[Resource::arn:<AWS::Partition>:ses:${account}:configuration-set/*]`,
    "The canary's: whatever set is the default of an identity that was there before",
  );
  for (const group of ['mailboxes', 'webhooks']) {
    acknowledge(
      whole,
      `IAM5[Resource::arn:<AWS::Partition>:secretsmanager:${account}:secret:${settings.secretsPrefix}${group}/*]`,
      'Teams add mailboxes and webhooks, with names of their own, while the stack stands',
    );
  }
}

/** The ARN as cdk-nag writes it: with the logical id, or with the name of a bucket that is not the stack's. */
function arnOf(bucket: IBucket): string {
  const { defaultChild } = bucket.node;
  return defaultChild !== undefined && CfnElement.isCfnElement(defaultChild)
    ? `<${Stack.of(bucket).getLogicalId(defaultChild)}.Arn>`
    : `arn:<AWS::Partition>:s3:::${bucket.bucketName}`;
}
