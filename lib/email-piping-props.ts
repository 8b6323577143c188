import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { IBucket } from 'aws-cdk-lib/aws-s3';

/** Where our receipt rule stands in its rule set, and whether rules below it still apply to our mail. */
export interface ReceiptRulePlace {
  /**
   * Name of the rule directly before ours.
   *
   * @default - the first place
   */
  readonly after?: string;

  /**
   * Name of the rule directly behind ours.
   *
   * @default - the first place
   */
  readonly before?: string;

  /**
   * Whether rules below ours are skipped for our mail, such as a catch-all that bounces or replies.
   *
   * @default false
   */
  readonly stop?: boolean;
}

/** Your own domain name for the chat API. Links to attachments in mails work as long as it exists. */
export interface ApiDomain {
  /** `"chat-mail.example.com"` */
  readonly name: string;

  /**
   * ARN of a certificate in this region.
   *
   * @default - one is made and validated in `hostedZone`
   */
  readonly certificateArn?: string;
}

/** How long things are kept, in days. */
export interface RetentionDays {
  /** @default 90 */
  readonly rawMail?: number;

  /** @default 730 */
  readonly attachments?: number;

  /**
   * What became of each mail; at least 7 days longer than `rawMail`.
   *
   * @default 730
   */
  readonly mailRecords?: number;

  /** @default 30 */
  readonly logs?: number;
}

/** A deployment in plain values. docs/deploy.md, "Configuration", explains them for readers of the JSON file. */
export interface EmailPipingProps {
  /** The domain for which SES receives and sends. */
  readonly domain: string;

  /** The one address that all mail is sent from and all replies come back to; at most 26 octets before the `@`. */
  readonly pipingAddress: string;

  /** Each stage has its own construct, settings path and secrets: `"production"`. */
  readonly stage: string;

  /**
   * Further addresses that the setting `sender-address` may have. Mail to them is received, too.
   *
   * @default - the piping address alone
   */
  readonly otherAddresses?: string[];

  /**
   * Whether all mail of the domain is received, and `sender-address` may be any address of it.
   *
   * @default false
   */
  readonly receivesWholeDomain?: boolean;

  /**
   * The receipt rule set that our rule is added to.
   *
   * @default - a new one, which is not active until somebody activates it
   */
  readonly existingRuleSetName?: string;

  /**
   * Whether our rule is added to the active rule set. If there is none, a new one is made and activated.
   *
   * @default false
   */
  readonly activateRuleSet?: boolean;

  /** @default - the first place, without a stop */
  readonly receiptRule?: ReceiptRulePlace;

  /**
   * Whether SES already has an identity for the domain, which is then left alone.
   *
   * @default false
   */
  readonly existingIdentity?: boolean;

  /**
   * Whether the secrets of this stage exist already, from an earlier deployment.
   *
   * @default false
   */
  readonly existingSecrets?: boolean;

  /**
   * A table with the keys, indexes, stream and TTL of docs/architecture.md.
   *
   * @default - a new one
   */
  readonly existingTable?: ITable;

  /**
   * A bucket whose policy lets SES write below `inbound/`. Its lifecycle rules are up to its owner.
   *
   * @default - a new one
   */
  readonly existingBucket?: IBucket;

  /**
   * Encrypts the table, the bucket and the secrets. Its policy must let SES of this account use it.
   *
   * @default - keys of AWS
   */
  readonly encryptionKey?: IKey;

  /**
   * Hosted zone for the records of MX, DKIM, SPF, DMARC and `apiDomain`.
   *
   * @default - no records are written: they are outputs
   */
  readonly hostedZone?: IHostedZone;

  /**
   * A subdomain for the envelope sender, so that SPF is aligned: `"bounce.example.com"`.
   *
   * @default - amazonses.com
   */
  readonly mailFromDomain?: string;

  /** @default - the API's own host name, which is lost with the API */
  readonly apiDomain?: ApiDomain;

  /** @default - a new table is protected against deletion */
  readonly tableDeletionProtection?: boolean;

  /** @default - nobody gets mail when an alarm rings */
  readonly alarmEmail?: string;

  /**
   * Where your team reads docs/operations.md; alarms and dashboard link to its headings.
   *
   * @default - they name the page in the repository
   */
  readonly runbookUrl?: string;

  /** @default true */
  readonly dashboard?: boolean;

  /**
   * Whether a test mail is sent through all stations every 15 minutes; an alarm rings when it has no outcome.
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

  /** @default - events go only to webhooks */
  readonly eventBusName?: string;

  /**
   * Mails per second that this deployment may send, as its share of the account's sending rate.
   *
   * @default 14
   */
  readonly sendingRatePerSecond?: number;

  /**
   * Whether external mailboxes are polled every minute.
   *
   * @default true
   */
  readonly pollMailboxes?: boolean;

  /**
   * Whether the API serves the console and the settings page under `/console`.
   *
   * @default false
   */
  readonly console?: boolean;

  /** @default - see each */
  readonly retentionDays?: RetentionDays;

  /**
   * Whether webhooks and token endpoints of mailboxes may be http on this machine, for `npm start`.
   *
   * @default false
   */
  readonly allowLoopbackCalls?: boolean;
}
