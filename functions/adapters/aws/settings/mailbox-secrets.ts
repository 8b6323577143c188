import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { MailboxSecrets } from '../../../steps/polling/ports.ts';

/** Passwords of the mailboxes, below `<prefix>mailboxes/`. Read anew each time: a password that was mended works at the next poll. */
export function createMailboxSecrets(
  secrets: SecretsManagerClient,
  prefix: string,
): MailboxSecrets {
  return {
    async read(secret) {
      try {
        const SecretId = `${prefix}mailboxes/${secret}`;
        return (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString;
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
  };
}
