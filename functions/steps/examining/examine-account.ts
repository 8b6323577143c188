import type { AccountFacts, IntendedDeployment } from './account-facts.ts';
import { examineKeptBucket } from './examine-kept-bucket.ts';
import { examineKeptTable } from './examine-kept-table.ts';
import { examineReceiptRules } from './examine-receipt-rules.ts';
import { bad, type Finding, good, hint } from './finding.ts';

/** Concurrent executions of the functions on a busy day. */
const LEAST_CONCURRENCY = 100;

/** What would make a deployment fail, or harm other mail of the account: the findings of `npm run doctor -- preflight`. */
export function examineAccount(intended: IntendedDeployment, facts: AccountFacts): Finding[] {
  return [
    examineRegion(facts),
    facts.isBootstrapped
      ? good('CDK is bootstrapped')
      : bad('CDK is not bootstrapped here', 'docs/deploy.md, "Bootstrap"'),
    examineDomain(intended, facts),
    ...examineSecrets(intended, facts),
    ...examineLeft(intended, facts),
    ...examineKeptTable(intended.existingTable, facts.keptTable),
    ...examineKeptBucket(intended.existingBucketName, facts.keptBucket, facts.stackResources ?? []),
    ...examineRecords(intended, facts),
    ...(facts.receivesMail === false ? [] : examineReceiptRules(intended, facts)),
    ...examineQuotas(intended, facts),
  ];
}

function examineRegion({ region, receivesMail }: AccountFacts): Finding {
  const table = '"Email receiving" in AWS\'s table of SES endpoints';
  if (receivesMail === undefined) {
    return hint(
      `the name servers did not answer, so it is not known whether SES receives mail in ${region}`,
      `see ${table}`,
    );
  }
  return receivesMail
    ? good(`SES receives mail in ${region}`)
    : bad(`SES receives no mail in ${region}`, `use a region with ${table}`);
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
  { secrets, deletedSecrets, stackResources }: AccountFacts,
): Finding[] {
  if (deletedSecrets.length > 0) {
    return deletedSecrets.map((name) =>
      bad(
        `the secret ${name} is marked for deletion: it can be neither read nor made again`,
        `aws secretsmanager restore-secret --secret-id ${name}`,
      ),
    );
  }
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
  { records, stackRecords = [] }: AccountFacts,
): Finding[] {
  if (hostedZone === undefined) return [];
  if (records === undefined) {
    return [
      hint(
        'the name servers did not answer, so it is not known which records are in DNS already',
        'Route 53 refuses a second MX, TXT, CNAME or A record of a name: look into the hosted zone',
      ),
    ];
  }
  return records
    .filter(({ name }) => !stackRecords.includes(name))
    .map(({ type, name }) =>
      bad(
        `the record ${type} ${name} is in DNS already: Route 53 refuses a second one, and the deployment would roll back`,
        'remove it first if mail is to move, or leave hostedZone out and take the records from the outputs',
      ),
    );
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
