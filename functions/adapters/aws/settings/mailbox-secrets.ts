import { PutSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { MailboxSecretWriter } from '../../../steps/configuring/ports.ts';
import type { MailboxSecrets } from '../../../steps/polling/ports.ts';
import { findSecret, writeSecret } from './secrets.ts';

const nameOf = (prefix: string, secret: string) => `${prefix}mailboxes/${secret}`;

/** Passwords of mailboxes, below `<prefix>mailboxes/`. Not cached, so that a corrected password works with the next poll. */
export const createMailboxSecrets = (
  secrets: SecretsManagerClient,
  prefix: string,
): MailboxSecrets => ({
  read: (secret) => findSecret(secrets, nameOf(prefix, secret)),
  async replace(secret, { version }, SecretString) {
    const SecretId = nameOf(prefix, secret);
    if ((await findSecret(secrets, SecretId))?.version !== version) return;
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString }));
  },
});

export const createMailboxSecretWriter = (
  secrets: SecretsManagerClient,
  prefix: string,
  keyArn?: string,
): MailboxSecretWriter => ({
  put: (secret, SecretString) =>
    writeSecret(secrets, nameOf(prefix, secret), { SecretString }, keyArn),
});
