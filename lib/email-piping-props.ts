import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { IBucket } from 'aws-cdk-lib/aws-s3';

/** Where our receipt rule stands among the others of its rule set, and whether it is the last one that a mail of ours meets. */
export interface ReceiptRulePlace {
  /**
   * The name of the rule that ours follows.
   *
   * @default - the first place
   */
  readonly after?: string;

  /**
   * The name of the rule that ours precedes.
   *
   * @default - the first place
   */
  readonly before?: string;

  /**
   * Whether rules below ours are passed over for mail of ours: a catch-all that bounces or answers, say.
   *
   * @default false
   */
  readonly stop?: boolean;
}

/** A name of your own for the chat API: links to attachments in mails live as long as it does. */
export interface ApiDomain {
  /** `"chat-mail.example.com"` */
  readonly name: string;

  /**
   * A certificate of this region.
   *
   * @default - one is made and proven in `hostedZone`
   */
  readonly certificateArn?: string;
}

/** How long what is kept, in days. */
export interface RetentionDays {
  /** @default 90 */
  readonly rawMail?: number;

  /** @default 730 */
  readonly attachments?: number;

  /**
   * What became of each mail; not shorter than the raw mail.
   *
   * @default 730
   */
  readonly mailRecords?: number;

  /** @default 30 */
  readonly logs?: number;
}

/** What a team says about its deployment in plain values; docs/deploy.md, "Configuration", tells the same to readers of the JSON file. */
export interface EmailPipingProps {
  /** The domain that SES receives and sends for. */
  readonly domain: string;

  /** The one address that all mail leaves from and all replies come back to: at most 26 octets before the `@`. */
  readonly pipingAddress: string;

  /** One construct, one settings path and one set of secrets for each stage: `"production"`. */
  readonly stage: string;

  /**
   * Further addresses that the setting `sender-address` may be; mail to them is received, too.
   *
   * @default - the piping address alone
   */
  readonly otherAddresses?: string[];

  /**
   * Whether all mail of the domain is received, and every address of it may be `sender-address`.
   *
   * @default false
   */
  readonly receivesWholeDomain?: boolean;

  /**
   * The receipt rule set that our rule joins.
   *
   * @default - one of our own, which is not active until somebody activates it
   */
  readonly existingRuleSetName?: string;

  /**
   * Whether our rule joins whichever rule set is active; where none is, one of our own is made and activated.
   *
   * @default false
   */
  readonly activateRuleSet?: boolean;

  /** @default - the first place, without a stop */
  readonly receiptRule?: ReceiptRulePlace;

  /**
   * Whether SES knows the domain already, and its identity is left alone.
   *
   * @default false
   */
  readonly existingIdentity?: boolean;

  /**
   * Whether the secrets of this stage are there already, from a deployment before.
   *
   * @default false
   */
  readonly existingSecrets?: boolean;

  /**
   * A table with the keys, the index, the stream and the TTL of docs/architecture.md.
   *
   * @default - a new one
   */
  readonly existingTable?: ITable;

  /**
   * A bucket whose policy lets SES write below `inbound/`; its lifecycle is its owner's affair.
   *
   * @default - a new one
   */
  readonly existingBucket?: IBucket;

  /**
   * Encrypts table, bucket and secrets; its policy must let SES of this account use it.
   *
   * @default - keys of AWS
   */
  readonly encryptionKey?: IKey;

  /**
   * Where the records of MX, DKIM, SPF, DMARC and `apiDomain` are written.
   *
   * @default - nowhere: they are outputs
   */
  readonly hostedZone?: IHostedZone;

  /**
   * A subdomain for the envelope sender, so that SPF is aligned: `"bounce.example.com"`.
   *
   * @default - amazonses.com
   */
  readonly mailFromDomain?: string;

  /** @default - the API's own name, which goes with it */
  readonly apiDomain?: ApiDomain;

  /** @default - a new table is protected against deletion */
  readonly tableDeletionProtection?: boolean;

  /** @default - nobody is mailed when an alarm rings */
  readonly alarmEmail?: string;

  /** Where your team reads docs/operations.md: alarms and dashboard link to its headings. @default - they name the page of the repository */
  readonly runbookUrl?: string;

  /** @default true */
  readonly dashboard?: boolean;

  /**
   * Whether a mail goes the real way every 15 minutes, and an alarm rings where it does not come out.
   *
   * @default false
   */
  readonly canary?: boolean;

  /**
   * Whether X-Ray traces the functions.
   *
   * @default false
   */
  readonly tracing?: boolean;

  /** @default - events go to webhooks alone */
  readonly eventBusName?: string;

  /**
   * The share of the account's sending rate that is ours.
   *
   * @default 14
   */
  readonly sendingRatePerSecond?: number;

  /**
   * Whether external mailboxes are looked at every minute.
   *
   * @default true
   */
  readonly pollMailboxes?: boolean;

  /**
   * Whether the API hands out the console and the settings page under `/console`.
   *
   * @default false
   */
  readonly console?: boolean;

  /** @default - see each */
  readonly retentionDays?: RetentionDays;

  /**
   * Whether webhooks may call http on this machine: for `npm start`.
   *
   * @default false
   */
  readonly allowLoopbackWebhooks?: boolean;
}
