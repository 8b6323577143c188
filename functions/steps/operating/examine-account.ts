import { examineKeptBucket } from './examine-kept-bucket.ts';
import { examineKeptTable } from './examine-kept-table.ts';
import { takes } from './examine-reception.ts';
import { bad, type Finding, good, hint } from './finding.ts';
import type { KeptBucket, KeptTable, RuleOfSet } from './ports.ts';

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
  /** Whether SES receives mail in the region. */
  receivesMail: boolean;
  /** Whether CDK is bootstrapped in account and region. */
  isBootstrapped: boolean;
  /** Physical ids of the stack's resources; undefined: it is not deployed. */
  stackResources: string[] | undefined;
  /** Whether SES has an identity of the domain. */
  knowsDomain: boolean;
  /** Names of this stage's existing secrets. */
  secrets: string[];
  /** Existing tables and buckets with the stage's name. */
  left: { tables: string[]; buckets: string[] };
  /** Existing DNS records of the domain: `"MX example.com"`, `"TXT _dmarc.example.com"`. */
  records: string[];
  /** The bucket named in the configuration; undefined: none is named, or it does not exist. */
  keptBucket?: KeptBucket | undefined;
  /** The table named in the configuration; undefined: none is named, or it does not exist. */
  keptTable?: KeptTable | undefined;
  activeRuleSet: { name: string; rules: RuleOfSet[] } | undefined;
  /** Rules of the rule set named in the configuration; undefined: it does not exist. */
  namedRules: RuleOfSet[] | undefined;
  /** Our bucket, if the stack was deployed. */
  bucketName: string | undefined;
  mailsPerSecond: number;
  concurrentExecutions: number;
}

/** Concurrent executions of the functions on a busy day. */
const LEAST_CONCURRENCY = 100;

/** What would make a deployment fail, or harm other mail of the account: the findings of `npm run doctor -- preflight`. */
export function examineAccount(intended: IntendedDeployment, facts: AccountFacts): Finding[] {
  return [
    facts.receivesMail
      ? good(`SES receives mail in ${facts.region}`)
      : bad(
          `SES receives no mail in ${facts.region}`,
          'use a region with "Email receiving" in AWS\'s table of SES endpoints',
        ),
    facts.isBootstrapped
      ? good('CDK is bootstrapped')
      : bad('CDK is not bootstrapped here', 'docs/deploy.md, "Bootstrap"'),
    examineDomain(intended, facts),
    ...examineSecrets(intended, facts),
    ...examineLeft(intended, facts),
    ...examineKeptTable(intended.existingTable, facts.keptTable),
    ...examineKeptBucket(intended.existingBucketName, facts.keptBucket, facts.stackResources ?? []),
    ...examineRecords(intended, facts),
    ...examineRules(intended, facts),
    ...examineQuotas(intended, facts),
  ];
}

function examineDomain(
  { domain, existingIdentity }: IntendedDeployment,
  { knowsDomain, stackResources = [] }: AccountFacts,
): Finding {
  const isOurs = stackResources.includes(domain);
  if (existingIdentity && !knowsDomain) {
    return bad(
      `SES has no identity for ${domain}, but the configuration says that it has`,
      'set existingIdentity to false; the deployment creates the identity',
    );
  }
  if (!existingIdentity && knowsDomain && !isOurs) {
    return bad(
      `SES already has an identity for ${domain}: the deployment would fail and roll back`,
      'set existingIdentity to true; the identity is used unchanged',
    );
  }
  return good(`the identity of ${domain}`);
}

function examineSecrets(
  { stage, existingSecrets }: IntendedDeployment,
  { secrets, stackResources }: AccountFacts,
): Finding[] {
  if (existingSecrets && secrets.length === 0) {
    return [bad(`there are no secrets of the stage ${stage}`, 'set existingSecrets to false')];
  }
  if (existingSecrets || secrets.length === 0 || stackResources !== undefined) return [];
  return [
    bad(
      `secrets of an earlier deployment exist: ${secrets.join(', ')}`,
      'set existingSecrets to true, so that replies to mail sent before keep working',
    ),
  ];
}

/** Part of the name that CloudFormation generates for the mail bucket; the stage's other bucket holds failed records. */
const MAIL_BUCKET = 'mailbucket';

/** Resources left behind by a stack that was deleted, or whose first deployment failed. */
function examineLeft(
  intended: IntendedDeployment,
  { left, stackResources }: AccountFacts,
): Finding[] {
  if (stackResources !== undefined) return [];
  const { tables, buckets } = left;
  return [
    ...(intended.existingTable ? [] : tables).map((table) =>
      hint(
        `the table ${table} of an earlier deployment exists`,
        'to continue with it, set existingTable to its ARN and the ARN of its stream; otherwise it stays unused beside a new one',
      ),
    ),
    ...(intended.existingBucketName ? [] : buckets).map((bucket) =>
      hint(
        `the bucket ${bucket} of an earlier deployment exists`,
        bucket.includes(MAIL_BUCKET)
          ? 'to continue with it, set existingBucketName to its name; otherwise it stays unused beside a new one'
          : 'it holds stream records that failed for good, and nothing uses it: remove it once you have looked at them',
      ),
    ),
  ];
}

function examineRecords(
  { hostedZone }: IntendedDeployment,
  { records, stackResources }: AccountFacts,
): Finding[] {
  if (hostedZone === undefined || stackResources !== undefined) return [];
  return records.map((record) =>
    bad(
      `the record ${record} is in DNS already: Route 53 refuses a second one, and the deployment would roll back`,
      'remove it first if mail is to move, or leave hostedZone out and take the records from the outputs',
    ),
  );
}

function examineRules(intended: IntendedDeployment, facts: AccountFacts): Finding[] {
  const { existingRuleSetName, activateRuleSet, receiptRule } = intended;
  const { activeRuleSet, namedRules, bucketName, stackResources = [] } = facts;
  const isForeign = activeRuleSet !== undefined && !stackResources.includes(activeRuleSet.name);
  if (existingRuleSetName !== undefined && namedRules === undefined) {
    return [
      bad(
        `there is no receipt rule set "${existingRuleSetName}"`,
        activeRuleSet === undefined
          ? 'leave existingRuleSetName out'
          : `the active one is "${activeRuleSet.name}"`,
      ),
    ];
  }
  const joined = namedRules ?? (activateRuleSet ? activeRuleSet?.rules : undefined) ?? [];
  const beside = receiptRule.after ?? receiptRule.before;
  const others = (activeRuleSet?.rules ?? []).filter((rule) => rule.bucketName !== bucketName);
  return [
    ...(beside !== undefined && !joined.some(({ name }) => name === beside)
      ? [
          bad(
            `the rule set has no rule "${beside}" to stand beside`,
            `it has ${joined.map(({ name }) => name).join(', ') || 'none'}`,
          ),
        ]
      : []),
    ...(isForeign && existingRuleSetName === undefined && !activateRuleSet
      ? [
          hint(
            `the rule set "${activeRuleSet.name}" is active: ours would receive nothing beside it`,
            'set activateRuleSet to true, and our rule joins it',
          ),
        ]
      : []),
    ...claimsOf(intended, others),
  ];
}

function claimsOf(
  { pipingAddress, otherAddresses, receivesWholeDomain, domain, stage }: IntendedDeployment,
  others: readonly RuleOfSet[],
): Finding[] {
  const addresses = [pipingAddress, ...otherAddresses];
  return others.flatMap((rule) => {
    const claimed = addresses.filter((address) => rule.isEnabled && takes(rule, address));
    const shared = rule.recipients.filter((place) => place.toLowerCase().endsWith(`@${domain}`));
    if (claimed.length === 0 && receivesWholeDomain && rule.isEnabled && shared.length > 0) {
      return [
        hint(
          `the rule "${rule.name}" takes mail to ${shared.join(', ')}, which the whole domain would bring to "${stage}", too`,
          'another stage or application of the domain: name addresses in place of receivesWholeDomain, or a subdomain for each',
        ),
      ];
    }
    if (claimed.length === 0) return [];
    const isNamed = rule.recipients.some((place) => claimed.includes(place.toLowerCase()));
    const what = `the rule "${rule.name}" takes mail to ${claimed.join(', ')}, too`;
    return isNamed
      ? [bad(what, `another stage or application has the address: give "${stage}" its own`)]
      : [hint(what, 'configuration receiptRule says which stands first, and whether ours stops')];
  });
}

function examineQuotas(
  { sendingRatePerSecond }: IntendedDeployment,
  { mailsPerSecond, concurrentExecutions }: AccountFacts,
): Finding[] {
  return [
    sendingRatePerSecond > mailsPerSecond
      ? hint(
          `sendingRatePerSecond is ${sendingRatePerSecond}, the account may send ${mailsPerSecond} a second`,
          'lower it, or leave the sandbox first (docs/deploy.md, "Leave the SES sandbox")',
        )
      : good(`sendingRatePerSecond is ${sendingRatePerSecond} of ${mailsPerSecond}`),
    concurrentExecutions < LEAST_CONCURRENCY
      ? hint(
          `Lambda runs ${concurrentExecutions} functions at a time in this account`,
          'ask for 1000 in Service Quotas before you go live',
        )
      : good(`Lambda runs ${concurrentExecutions} functions at a time`),
  ];
}
