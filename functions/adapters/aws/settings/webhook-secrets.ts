import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import {
  DeleteSecretCommand,
  InvalidRequestException,
  RestoreSecretCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type {
  WebhookSecretReader,
  WebhookSecretRemover,
  WebhookSecretWriter,
} from '../../../steps/webhooks/ports.ts';
import { answerUnless } from '../answer-unless.ts';
import { findSecret, MARKED_FOR_DELETION, NOT_FOUND, writeSecret } from './secrets.ts';

/** What an id may hold and the name of a secret may not. */
const NOT_IN_NAMES = /[^\w+=.@-]/g;

/** No id holds the slash that stands for "written as its octet": no two webhooks have one secret. */
const nameOf = (prefix: string, webhookId: string) =>
  `${prefix}webhooks/${webhookId.replace(NOT_IN_NAMES, octetOf)}`;

const octetOf = (char: string) => `/${char.charCodeAt(0).toString(16)}`;

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
export const createWebhookSecretWriter = (
  secrets: SecretsManagerClient,
  prefix: string,
): WebhookSecretWriter => ({
  async put(webhookId, SecretString) {
    const SecretId = nameOf(prefix, webhookId);
    const version = await versionOf(webhookId, SecretString);
    const value = { SecretString, ClientRequestToken: version };
    await writeSecret(secrets, SecretId, value).catch(async (error: unknown) => {
      // the webhook was removed, and is made again
      if (!(error instanceof InvalidRequestException)) throw error;
      await secrets.send(new RestoreSecretCommand({ SecretId }));
      await writeSecret(secrets, SecretId, value);
    });
    return version;
  },
});

/** Removes them; the same webhook may be made again at once. */
export const createWebhookSecretRemover = (
  secrets: SecretsManagerClient,
  prefix: string,
): WebhookSecretRemover => ({
  async remove(webhookId) {
    const secret = { SecretId: nameOf(prefix, webhookId), RecoveryWindowInDays: RECOVERY_DAYS };
    await answerUnless(
      [NOT_FOUND, MARKED_FOR_DELETION],
      secrets.send(new DeleteSecretCommand(secret)),
    );
  },
});

/** Reads them; a version that was read once is kept, since it never changes: a warm function asks nothing for a delivery. */
export function createWebhookSecretReader(
  secrets: SecretsManagerClient,
  prefix: string,
): WebhookSecretReader {
  const kept = new Map<string, string>();
  return {
    async read(webhookId, version) {
      const name = `${webhookId} ${version}`;
      const secret =
        kept.get(name) ?? (await findSecret(secrets, nameOf(prefix, webhookId), version));
      if (secret === undefined) return undefined;
      if (kept.size >= MAX_KEPT_SECRETS) kept.clear();
      kept.set(name, secret);
      return secret;
    },
  };
}
