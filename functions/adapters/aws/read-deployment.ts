import { resolveMx } from 'node:dns/promises';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  DescribeActiveReceiptRuleSetCommand,
  GetAccountSendingEnabledCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityNotificationAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  type SESClient,
} from '@aws-sdk/client-ses';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { readTexts } from './settings/settings-source.ts';

interface Clients {
  ses: SESClient;
  ssm: SSMClient;
  secrets: SecretsManagerClient;
}

/** Secrets that every deployment has. */
const SECRETS = ['token-keys', 'api-tokens'];

/** Everything `npm run doctor` looks at, read from the account and from DNS. Changes nothing. */
export async function readDeployment({ ses, ssm, secrets }: Clients, stage: string) {
  const settings = await readTexts(ssm, `/email-piping/${stage}/`);
  const address = settings['sender-address']?.trim() ?? '';
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const [region, identity, sending, activeRecipients, mailExchangers, badSecrets] =
    await Promise.all([
      ses.config.region(),
      readIdentity(ses, domain),
      readSending(ses),
      readActiveRecipients(ses),
      resolveMx(domain).then(
        (records) => records.map(({ exchange }) => exchange),
        () => [],
      ),
      findBadSecrets(secrets, `email-piping/${stage}/`),
    ]);
  return { region, settings, identity, sending, activeRecipients, mailExchangers, badSecrets };
}

async function readIdentity(ses: SESClient, domain: string) {
  const Identities = [domain];
  const [verification, dkim, notification] = await Promise.all([
    ses.send(new GetIdentityVerificationAttributesCommand({ Identities })),
    ses.send(new GetIdentityDkimAttributesCommand({ Identities })),
    ses.send(new GetIdentityNotificationAttributesCommand({ Identities })),
  ]);
  const status = verification.VerificationAttributes?.[domain]?.VerificationStatus;
  return {
    isVerified: status === 'Success',
    isDkimVerified: dkim.DkimAttributes?.[domain]?.DkimVerificationStatus === 'Success',
    hasFeedbackForwarding:
      notification.NotificationAttributes?.[domain]?.ForwardingEnabled === true,
  };
}

async function readSending(ses: SESClient) {
  const [quota, account] = await Promise.all([
    ses.send(new GetSendQuotaCommand({})),
    ses.send(new GetAccountSendingEnabledCommand({})),
  ]);
  return {
    mailsPerDay: quota.Max24HourSend ?? 0,
    mailsPerSecond: quota.MaxSendRate ?? 0,
    isEnabled: account.Enabled === true,
  };
}

async function readActiveRecipients(ses: SESClient): Promise<string[] | undefined> {
  const { Metadata, Rules = [] } = await ses.send(new DescribeActiveReceiptRuleSetCommand({}));
  if (!Metadata) return undefined;
  return Rules.filter(({ Enabled }) => Enabled).flatMap(({ Recipients = [] }) => Recipients);
}

async function findBadSecrets(secrets: SecretsManagerClient, prefix: string): Promise<string[]> {
  const names = SECRETS.map((name) => `${prefix}${name}`);
  const found = await Promise.allSettled(
    names.map((SecretId) => secrets.send(new GetSecretValueCommand({ SecretId }))),
  );
  return names.filter((_name, index) => found[index]?.status === 'rejected');
}
