import type { Resolver } from 'node:dns/promises';
import {
  type CloudFormationClient,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { type DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { paginateListBuckets, type S3Client } from '@aws-sdk/client-s3';
import { DescribeSecretCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  type SESClient,
} from '@aws-sdk/client-ses';
import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { collectPages } from '../collect-pages.ts';
import { createReceiptRuleSets } from '../email/receipt-rule-sets.ts';
import { ifStackExists } from '../settings/read-outputs.ts';
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
  dns: Pick<Resolver, 'resolveMx' | 'resolveTxt'> & { resolve4(name: string): Promise<string[]> };
}

/** The bootstrap version of CDK's default qualifier. */
const BOOTSTRAP_VERSION = '/cdk-bootstrap/hnb659fds/version';

/** The parts of the configuration that name something in the account. */
export interface AskedAccount {
  stage: string;
  domain: string;
  existingRuleSetName?: string | undefined;
  existingBucketName?: string | undefined;
  existingTable?: { arn: string } | undefined;
}

/** Reads everything that `npm run doctor -- preflight` checks. Changes nothing. */
export async function readAccount(clients: AccountClients, asked: AskedAccount) {
  const { ses, dns } = clients;
  const ruleSets = createReceiptRuleSets(ses);
  const region = await ses.config.region();
  const stackName = `email-piping-${asked.stage}`;
  const [resources, activeRuleSet, namedRules, knowsDomain, secrets, quota, limits, ...found] =
    await Promise.all([
      readStackResources(clients.cloudFormation, stackName),
      readActiveRuleSet(ses),
      asked.existingRuleSetName === undefined
        ? undefined
        : ruleSets.read(asked.existingRuleSetName),
      isKnown(ses, asked.domain),
      findSecrets(clients.secrets, asked.stage),
      ses.send(new GetSendQuotaCommand({})),
      clients.lambda.send(new GetAccountSettingsCommand({})),
      findLeft(clients, `${stackName}-`),
      findRecords(dns, asked.domain),
      asked.existingBucketName === undefined
        ? undefined
        : readKeptBucket(clients.s3, asked.existingBucketName),
      asked.existingTable === undefined
        ? undefined
        : readKeptTable(clients.dynamodb, asked.existingTable.arn),
    ]);
  const [left, records, keptBucket, keptTable] = found;
  return {
    region,
    receivesMail: await dns.resolve4(`inbound-smtp.${region}.amazonaws.com`).then(isTrue, isFalse),
    isBootstrapped: await clients.ssm
      .send(new GetParameterCommand({ Name: BOOTSTRAP_VERSION }))
      .then(isTrue, isFalse),
    stackResources: resources?.map(({ physicalId }) => physicalId),
    bucketName: resources?.find(({ logicalId }) => /^MailBucket/.test(logicalId))?.physicalId,
    knowsDomain,
    secrets,
    left,
    records,
    keptBucket,
    keptTable,
    activeRuleSet,
    namedRules,
    mailsPerSecond: quota.MaxSendRate ?? 0,
    concurrentExecutions: limits.AccountLimit?.ConcurrentExecutions ?? 0,
  };
}

/** Tables and buckets with the stage's name, whoever owns them: a deleted stack leaves its own behind. */
async function findLeft({ dynamodb, s3 }: AccountClients, prefix: string) {
  const [tables, buckets] = await Promise.all([
    collectPages(paginateListTables({ client: dynamodb }, {}), ({ TableNames = [] }) => TableNames),
    collectPages(paginateListBuckets({ client: s3 }, {}), ({ Buckets = [] }) =>
      Buckets.map(({ Name = '' }) => Name),
    ),
  ]);
  const isOfStage = (name: string) => name.startsWith(prefix);
  return { tables: tables.filter(isOfStage), buckets: buckets.filter(isOfStage) };
}

/** The existing DNS records that `hostedZone` would write, as type and name. */
async function findRecords(dns: AccountClients['dns'], domain: string) {
  const [mx, dmarc] = await Promise.all([
    dns.resolveMx(domain).then((found) => found.length > 0, isFalse),
    dns.resolveTxt(`_dmarc.${domain}`).then((found) => found.length > 0, isFalse),
  ]);
  return [...(mx ? [`MX ${domain}`] : []), ...(dmarc ? [`TXT _dmarc.${domain}`] : [])];
}

const isTrue = () => true;
const isFalse = () => false;

export async function readActiveRuleSet(ses: SESClient) {
  const ruleSets = createReceiptRuleSets(ses);
  const name = await ruleSets.findActive();
  return name === undefined ? undefined : { name, rules: (await ruleSets.read(name)) ?? [] };
}

/** Undefined: no such stack. */
async function readStackResources(cloudFormation: CloudFormationClient, StackName: string) {
  const pages = paginateListStackResources({ client: cloudFormation }, { StackName });
  const found = collectPages(pages, ({ StackResourceSummaries = [] }) => StackResourceSummaries);
  const resources = await ifStackExists(found);
  return resources?.map(({ LogicalResourceId = '', PhysicalResourceId = '' }) => ({
    logicalId: LogicalResourceId,
    physicalId: PhysicalResourceId,
  }));
}

async function isKnown(ses: SESClient, domain: string): Promise<boolean> {
  const { VerificationAttributes = {} } = await ses.send(
    new GetIdentityVerificationAttributesCommand({ Identities: [domain] }),
  );
  return VerificationAttributes[domain] !== undefined;
}

async function findSecrets(secrets: SecretsManagerClient, stage: string): Promise<string[]> {
  const names = ['token-keys', 'api-tokens'].map((name) => `email-piping/${stage}/${name}`);
  const found = await Promise.allSettled(
    names.map((SecretId) => secrets.send(new DescribeSecretCommand({ SecretId }))),
  );
  return names.filter((_name, index) => found[index]?.status === 'fulfilled');
}
