import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { MailboxSecretWriter } from '../../../steps/operating/ports.ts';
import type { MailboxSecrets } from '../../../steps/polling/ports.ts';

const nameOf = (prefix: string, secret: string) => `${prefix}mailboxes/${secret}`;

/** Passwords of the mailboxes, below `<prefix>mailboxes/`. Read anew each time: a password that was mended works at the next poll. */
export function createMailboxSecrets(
  secrets: SecretsManagerClient,
  prefix: string,
): MailboxSecrets {
  return {
    async read(secret) {
      try {
        const SecretId = nameOf(prefix, secret);
        return (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString;
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
  };
}

/** Writes them; the first value of a name makes the secret. */
export function createMailboxSecretWriter(
  secrets: SecretsManagerClient,
  prefix: string,
): MailboxSecretWriter {
  return {
    async put(secret, SecretString) {
      const SecretId = nameOf(prefix, secret);
      try {
        await secrets.send(new PutSecretValueCommand({ SecretId, SecretString }));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
        await secrets.send(new CreateSecretCommand({ Name: SecretId, SecretString }));
      }
    },
  };
}
