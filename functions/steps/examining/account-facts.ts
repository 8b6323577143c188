import type { RuleOfSet } from '../joining/ports.ts';
import type { KeptBucket, KeptTable } from './ports.ts';

/** The configuration that the state of an account may contradict. */
export interface IntendedDeployment {
  stage: string;
  domain: string;
  pipingAddress: string;
  otherAddresses: readonly string[];
  receivesWholeDomain: boolean;
  existingIdentity: boolean;
  existingSecrets: boolean;
  existingRuleSetName?: string | undefined;
  activateRuleSet: boolean;
  receiptRule: { after?: string | undefined; before?: string | undefined };
  sendingRatePerSecond: number;
  /** Given if Route 53 records are to be written. */
  hostedZone?: object | undefined;
  existingTable?: { arn: string; streamArn: string } | undefined;
  existingBucketName?: string | undefined;
}

/** The state of the account before a deployment. */
export interface AccountFacts {
  region: string;
  /** Whether SES receives mail in the region; undefined: the name servers did not answer. */
  receivesMail: boolean | undefined;
  /** Whether CDK is bootstrapped in account and region. */
  isBootstrapped: boolean;
  /** Physical ids of the stack's resources; undefined: it is not deployed. */
  stackResources: string[] | undefined;
  /** Physical ids of the stack's DNS records, which are their names; undefined: it is not deployed. */
  stackRecords: string[] | undefined;
  /** Whether SES has an identity of the domain. */
  knowsDomain: boolean;
  /** Names of this stage's existing secrets. */
  secrets: string[];
  /** Those of them that are marked for deletion. */
  deletedSecrets: string[];
  /** Existing tables and buckets with the stage's name. */
  left: { tables: string[]; buckets: string[] };
  /** The records that `hostedZone` would write and that exist, such as MX of `example.com`; undefined: the name servers did not answer. */
  records: { type: string; name: string }[] | undefined;
  /** The bucket named in the configuration; undefined: none is named, or it does not exist. */
  keptBucket?: KeptBucket | undefined;
  /** The table named in the configuration; undefined: none is named, or it does not exist. */
  keptTable?: KeptTable | undefined;
  activeRuleSet: { name: string; rules: RuleOfSet[] } | undefined;
  /** Rules of the rule set named in the configuration; undefined: it does not exist. */
  namedRules: RuleOfSet[] | undefined;
  /** The bucket that the deployed stack uses; undefined: it is not deployed. */
  bucketName: string | undefined;
  mailsPerSecond: number;
  concurrentExecutions: number;
}
