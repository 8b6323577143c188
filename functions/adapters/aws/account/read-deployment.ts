import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  GetSecretValueCommand,
  paginateListSecrets,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  GetIdentityDkimAttributesCommand,
  GetIdentityNotificationAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  type SESClient,
} from '@aws-sdk/client-ses';
import { GetAccountCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { allOf } from '../all-of.ts';
import { readStageOutputs } from '../settings/read-outputs.ts';
import { DEPLOYED_SECRETS } from '../settings/secrets.ts';
import { readTexts } from '../settings/settings-source.ts';
import { isCarryOverDue } from '../table/carry-over.ts';
import { openTableOfStage } from '../table/open-table.ts';
import { readActiveRuleSet } from './read-account.ts';
import { type Dns, recordsOf } from './read-dns.ts';

export interface DeploymentClients {
  ses: SESClient;
  sesv2: SESv2Client;
  ssm: SSMClient;
  secrets: SecretsManagerClient;
  cloudFormation: CloudFormationClient;
  dynamodb: DynamoDBClient;
  dns: Pick<Dns, 'resolveMx'>;
}

/**
 * Reads everything that `npm run doctor -- STAGE` checks, from the account and DNS. Changes nothing.
 * @throws Error if there is no stack of this stage.
 */
export async function readDeployment(clients: DeploymentClients, stage: string) {
  const { ses, ssm, secrets, dns } = clients;
  const outputs = await readStageOutputs(clients.cloudFormation, stage);
  const settings = await readTexts(ssm, `/email-piping/${stage}/`);
  const [pipingAddress = ''] = (outputs.ReceivesAt ?? '').split(' ');
  const sender = (settings['sender-address']?.trim() || pipingAddress).toLowerCase();
  const domain = sender.split('@')[1] ?? '';
  const prefix = `email-piping/${stage}/`;
  const found = await allOf({
    region: ses.config.region(),
    identity: readIdentity(ses, sender, domain),
    sending: readSending(clients.sesv2),
    activeRuleSet: readActiveRuleSet(ses),
    mailExchangers: recordsOf(dns.resolveMx(domain)).then((records) =>
      records?.map(({ exchange }) => exchange),
    ),
    badSecrets: findBadSecrets(secrets, prefix),
    // an operator may lack the right to list the account's secrets
    mailboxSecrets: listSecrets(secrets, `${prefix}mailboxes/`).catch(() => undefined),
    // or to read the table
    isCarryOverDue: isDue(clients.dynamodb, outputs).catch(() => undefined),
  });
  return { stage, outputs, settings, ...found };
}

const isDue = async (dynamodb: DynamoDBClient, { TableName }: Record<string, string>) =>
  TableName === undefined ? undefined : isCarryOverDue(openTableOfStage(TableName, dynamodb));

/**
 * The domain's own identity, or the nearest parent's: SES lets a verified domain send for its subdomains. Else that of the very address, as
 * of a domain of others.
 */
async function readIdentity(ses: SESClient, sender: string, domain: string) {
  const labels = domain.split('.');
  const domains = labels.slice(0, -1).map((_label, index) => labels.slice(index).join('.'));
  const Identities = [...domains, sender];
  const [verification, dkim, notification] = await Promise.all([
    ses.send(new GetIdentityVerificationAttributesCommand({ Identities })),
    ses.send(new GetIdentityDkimAttributesCommand({ Identities })),
    ses.send(new GetIdentityNotificationAttributesCommand({ Identities })),
  ]);
  const statusOf = (name: string) =>
    verification.VerificationAttributes?.[name]?.VerificationStatus;
  const name =
    Identities.find((one) => statusOf(one) === 'Success') ??
    Identities.find((one) => statusOf(one) !== undefined);
  if (name === undefined) return undefined;
  return {
    name,
    isVerified: statusOf(name) === 'Success',
    isDkimVerified: dkim.DkimAttributes?.[name]?.DkimVerificationStatus === 'Success',
    hasFeedbackForwarding: notification.NotificationAttributes?.[name]?.ForwardingEnabled === true,
  };
}

/** From version 2 of SES's API: the first does not tell what AWS thinks of the account. */
async function readSending(sesv2: SESv2Client) {
  const account = await sesv2.send(new GetAccountCommand({}));
  const { SendQuota = {} } = account;
  return {
    mailsPerDay: SendQuota.Max24HourSend ?? 0,
    mailsPerSecond: SendQuota.MaxSendRate ?? 0,
    sentToday: SendQuota.SentLast24Hours ?? 0,
    isEnabled: account.SendingEnabled === true,
    isInSandbox: account.ProductionAccessEnabled !== true,
    standing: account.EnforcementStatus ?? '',
  };
}

async function findBadSecrets(secrets: SecretsManagerClient, prefix: string): Promise<string[]> {
  const names = DEPLOYED_SECRETS.map((name) => `${prefix}${name}`);
  const found = await Promise.allSettled(
    names.map((SecretId) => secrets.send(new GetSecretValueCommand({ SecretId }))),
  );
  return names.filter((_name, index) => found[index]?.status === 'rejected');
}

/** The names of the secrets with this prefix, without it; secrets marked for deletion are left out. */
async function listSecrets(client: SecretsManagerClient, prefix: string): Promise<string[]> {
  const Filters = [{ Key: 'name' as const, Values: [prefix] }];
  const pages = await Array.fromAsync(paginateListSecrets({ client }, { Filters }));
  const secrets = pages.flatMap(({ SecretList = [] }) => SecretList);
  const names = secrets.map(({ Name = '' }) => Name).filter((name) => name.startsWith(prefix));
  return names.map((name) => name.slice(prefix.length)).sort();
}
