import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  InvalidRequestException,
  PutSecretValueCommand,
  ResourceNotFoundException,
  RestoreSecretCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type {
  WebhookSecretReader,
  WebhookSecretRemover,
  WebhookSecretWriter,
} from '../../../steps/webhooks/ports.ts';

const nameOf = (prefix: string, webhookId: string) => `${prefix}webhooks/${webhookId}`;

const VERSION_BYTES = 32;
/** Until then a webhook that was removed can be had again; AWS's shortest. */
const RECOVERY_DAYS = 7;
/** Versions never change; those of rotations long past leave a warm function by this bound. */
const MAX_KEPT_SECRETS = 100;

/** What a version is called: equal for equal secrets, and slow to guess a secret from. As long as Secrets Manager lets it be. */
async function versionOf(webhookId: string, secret: string): Promise<string> {
  const digest = await promisify<string, string, number, Buffer>(scrypt)(
    secret,
    `webhook ${webhookId}`,
    VERSION_BYTES,
  );
  return digest.toString('hex');
}

/** Secrets of webhooks below `<prefix>webhooks/`, each version for ever under its name. */
export function createWebhookSecretWriter(
  secrets: SecretsManagerClient,
  prefix: string,
): WebhookSecretWriter {
  async function write(SecretId: string, ClientRequestToken: string, SecretString: string) {
    const value = { ClientRequestToken, SecretString };
    try {
      await secrets.send(new PutSecretValueCommand({ SecretId, ...value }));
    } catch (error) {
      if (error instanceof ResourceNotFoundException) {
        await secrets.send(new CreateSecretCommand({ Name: SecretId, ...value }));
        return;
      }
      // marked for deletion: the webhook was removed, and is made again
      if (!(error instanceof InvalidRequestException)) throw error;
      await secrets.send(new RestoreSecretCommand({ SecretId }));
      await secrets.send(new PutSecretValueCommand({ SecretId, ...value }));
    }
  }
  return {
    async put(webhookId, secret) {
      const version = await versionOf(webhookId, secret);
      await write(nameOf(prefix, webhookId), version, secret);
      return version;
    },
  };
}

/** Removes them; the same webhook may be made again at once. */
export function createWebhookSecretRemover(
  secrets: SecretsManagerClient,
  prefix: string,
): WebhookSecretRemover {
  return {
    async remove(webhookId) {
      const SecretId = nameOf(prefix, webhookId);
      try {
        await secrets.send(
          new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: RECOVERY_DAYS }),
        );
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
      }
    },
  };
}

/** Reads them; a version that was read once is kept, since it never changes: a warm function asks nothing for a delivery. */
export function createWebhookSecretReader(
  secrets: SecretsManagerClient,
  prefix: string,
): WebhookSecretReader {
  const kept = new Map<string, string>();
  return {
    async read(webhookId, VersionId) {
      const name = `${webhookId} ${VersionId}`;
      const secret = kept.get(name) ?? (await ask(nameOf(prefix, webhookId), VersionId));
      if (secret === undefined) return undefined;
      if (kept.size >= MAX_KEPT_SECRETS) kept.clear();
      kept.set(name, secret);
      return secret;
    },
  };

  async function ask(SecretId: string, VersionId: string): Promise<string | undefined> {
    try {
      return (await secrets.send(new GetSecretValueCommand({ SecretId, VersionId }))).SecretString;
    } catch (error) {
      const isGone =
        error instanceof ResourceNotFoundException || error instanceof InvalidRequestException;
      if (isGone) return undefined;
      throw error;
    }
  }
}
