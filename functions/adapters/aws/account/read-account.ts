import {
  type CloudFormationClient,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { type DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { paginateListBuckets, type S3Client } from '@aws-sdk/client-s3';
import { DescribeSecretCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  GetIdentityDkimAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  type SESClient,
} from '@aws-sdk/client-ses';
import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { allOf } from '../all-of.ts';
import { answerUnless } from '../answer-unless.ts';
import { createReceiptRuleSets } from '../email/receipt-rule-sets.ts';
import { readOutputs } from '../settings/read-outputs.ts';
import { DEPLOYED_SECRETS, NOT_FOUND } from '../settings/secrets.ts';
import { type AskedRecords, type Dns, findRecords, recordsOf } from './read-dns.ts';
import { readKeptBucket } from './read-kept-bucket.ts';
import { readKeptTable } from './read-kept-table.ts';

export interface AccountClients {
  ses: SESClient;
  ssm: SSMClient;
  secrets: SecretsManagerClient;
  cloudFormation: CloudFormationClient;
  lambda: LambdaClient;
  dynamodb: DynamoDBClient;
  s3: S3Client;
  dns: Dns;
}

/** The bootstrap version of CDK's default qualifier. */
const BOOTSTRAP_VERSION = '/cdk-bootstrap/hnb659fds/version';

/** The parts of the configuration that name something in the account. */
export interface AskedAccount extends Omit<AskedRecords, 'dkimTokens'> {
  stage: string;
  existingIdentity: boolean;
  existingRuleSetName?: string | undefined;
  existingBucketName?: string | undefined;
  existingTable?: { arn: string } | undefined;
}

/** Reads everything that `npm run doctor -- preflight` checks. Changes nothing. */
export async function readAccount(clients: AccountClients, asked: AskedAccount) {
  const { ses, dns } = clients;
  const { existingRuleSetName, existingBucketName, existingTable } = asked;
  const region = await ses.config.region();
  const stackName = `email-piping-${asked.stage}`;
  const { stack, secrets, quota, limits, rules, ...found } = await allOf({
    stack: readStack(clients.cloudFormation, stackName),
    secrets: findSecrets(clients.secrets, asked.stage),
    quota: ses.send(new GetSendQuotaCommand({})),
    limits: clients.lambda.send(new GetAccountSettingsCommand({})),
    rules: readReceiptRules(ses, existingRuleSetName),
    knowsDomain: isKnown(ses, asked.domain),
    left: findLeft(clients, `${stackName}-`),
    records: readDkimTokens(ses, asked).then((dkimTokens) =>
      findRecords(dns, { ...asked, dkimTokens }),
    ),
    keptBucket:
      existingBucketName === undefined ? undefined : readKeptBucket(clients.s3, existingBucketName),
    keptTable: existingTable && readKeptTable(clients.dynamodb, existingTable.arn),
  });
  const receivers = await recordsOf(dns.resolve4(`inbound-smtp.${region}.amazonaws.com`));
  return {
    region,
    receivesMail: rules === undefined ? false : receivers && receivers.length > 0,
    activeRuleSet: rules?.activeRuleSet,
    namedRules: rules?.namedRules,
    isBootstrapped: await isBootstrapped(clients.ssm),
    ...stack,
    ...secrets,
    ...found,
    mailsPerSecond: quota.MaxSendRate ?? 0,
    concurrentExecutions: limits.AccountLimit?.ConcurrentExecutions ?? 0,
  };
}

async function isBootstrapped(ssm: SSMClient): Promise<boolean> {
  const asked = ssm.send(new GetParameterCommand({ Name: BOOTSTRAP_VERSION }));
  return (await answerUnless(['ParameterNotFound'], asked)) !== undefined;
}

/** The resources that CloudFormation names after the stack and that outlive it, by the beginning of their logical ids. */
const OUTLIVING = /^(conversationtable|mailbucket|streamconsumers)/i;

/** Tables and buckets with the stage's name, whoever owns them: a deleted stack leaves its own behind. */
async function findLeft({ dynamodb, s3 }: AccountClients, prefix: string) {
  const [tables, buckets] = await Promise.all([
    Array.fromAsync(paginateListTables({ client: dynamodb }, {})),
    Array.fromAsync(paginateListBuckets({ client: s3 }, {})),
  ]);
  // "email-piping-test-" also begins the names of the stage "test-2"
  const isOfStage = (name: string) =>
    name.startsWith(prefix) && OUTLIVING.test(name.slice(prefix.length));
  return {
    tables: tables.flatMap(({ TableNames = [] }) => TableNames).filter(isOfStage),
    buckets: buckets
      .flatMap(({ Buckets = [] }) => Buckets.map(({ Name = '' }) => Name))
      .filter(isOfStage),
  };
}

/** SES's answer to any call about receipt rules in a region where it only sends. */
const isUnavailable = ({ message }: Error) => message === 'Unavailable Operation';

/** Undefined: SES receives no mail in this region. */
function readReceiptRules(ses: SESClient, ruleSetName: string | undefined) {
  const namedRules =
    ruleSetName === undefined ? undefined : createReceiptRuleSets(ses).read(ruleSetName);
  return answerUnless(isUnavailable, allOf({ activeRuleSet: readActiveRuleSet(ses), namedRules }));
}

export const readActiveRuleSet = (ses: SESClient) => createReceiptRuleSets(ses).findActive();

/** Physical ids of the stack's resources, names of its DNS records, and its bucket; all undefined: no such stack, or one without resources. */
async function readStack(cloudFormation: CloudFormationClient, StackName: string) {
  const outputs = await readOutputs(cloudFormation, StackName);
  if (outputs === undefined) {
    return { stackResources: undefined, stackRecords: undefined, bucketName: undefined };
  }
  const pages = await Array.fromAsync(
    paginateListStackResources({ client: cloudFormation }, { StackName }),
  );
  const resources = pages.flatMap(({ StackResourceSummaries = [] }) => StackResourceSummaries);
  const physicalIds = (some: typeof resources) =>
    some.map(({ PhysicalResourceId = '' }) => PhysicalResourceId);
  return {
    stackResources: physicalIds(resources),
    stackRecords: physicalIds(
      resources.filter(({ ResourceType }) => ResourceType === 'AWS::Route53::RecordSet'),
    ).map((name) => name.replace(/\.$/, '')),
    bucketName: outputs.MailBucketName,
  };
}

async function isKnown(ses: SESClient, domain: string): Promise<boolean> {
  const { VerificationAttributes = {} } = await ses.send(
    new GetIdentityVerificationAttributesCommand({ Identities: [domain] }),
  );
  return VerificationAttributes[domain] !== undefined;
}

/** Tokens of the DKIM records that the stack would write; empty: it writes none, or the identity that gives them is not there yet. */
async function readDkimTokens(
  ses: SESClient,
  { domain, existingIdentity }: AskedAccount,
): Promise<string[]> {
  if (existingIdentity) return [];
  const { DkimAttributes = {} } = await ses.send(
    new GetIdentityDkimAttributesCommand({ Identities: [domain] }),
  );
  return DkimAttributes[domain]?.DkimTokens ?? [];
}

/** This stage's existing secrets, and those of them that are marked for deletion. */
async function findSecrets(client: SecretsManagerClient, stage: string) {
  const names = DEPLOYED_SECRETS.map((name) => `email-piping/${stage}/${name}`);
  const asked = names.map(async (SecretId) => {
    const described = client.send(new DescribeSecretCommand({ SecretId }));
    return { name: SecretId, secret: await answerUnless([NOT_FOUND], described) };
  });
  const found = (await Promise.all(asked)).filter(({ secret }) => secret !== undefined);
  const deleted = found.filter(({ secret }) => secret?.DeletedDate !== undefined);
  return {
    secrets: found.map(({ name }) => name),
    deletedSecrets: deleted.map(({ name }) => name),
  };
}
