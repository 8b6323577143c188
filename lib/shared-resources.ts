import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Configuration } from './configuration.ts';
import type { ConversationTable } from './conversation-table.ts';
import type { MailBucket } from './mail-bucket.ts';
import type { Settings } from './settings.ts';

/** What every part of the stack gets. */
export interface SharedResources {
  readonly configuration: Configuration;
  readonly settings: Settings;
  readonly bucket: MailBucket;
  readonly table: ConversationTable;
  /** @default - DNS records are outputs */
  readonly hostedZone: IHostedZone | undefined;
  /** @default - keys of AWS */
  readonly encryptionKey: IKey | undefined;
}
