import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { DeleteSecretCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type {
  WebhookSecretReader,
  WebhookSecretRemover,
  WebhookSecretWriter,
} from '../../../steps/webhooks/ports.ts';
import { answerUnless } from '../answer-unless.ts';
import { findSecret, MARKED_FOR_DELETION, NOT_FOUND, writeSecret } from './secrets.ts';

/** Characters that a webhookId may have, but not the name of a secret. */
const NOT_IN_NAMES = /[^\w+=.@-]/g;

/** Such a character becomes a slash and its hex code. No webhookId has a slash, so no two webhooks share a secret. */
const nameOf = (prefix: string, webhookId: string) =>
  `${prefix}webhooks/${webhookId.replace(NOT_IN_NAMES, octetOf)}`;

const octetOf = (char: string) => `/${char.charCodeAt(0).toString(16)}`;

const VERSION_BYTES = 32;
/** How long a removed webhook's secret can be restored; Secrets Manager's minimum. */
const RECOVERY_DAYS = 7;
/** Bounds the cache of a warm function; versions never change, but old rotations pile up. */
const MAX_KEPT_SECRETS = 100;

/**
 * The id of a version: equal for equal secrets, and slow (scrypt), so that nobody can guess the secret from it. It has the greatest length
 * that Secrets Manager allows.
 */
async function versionOf(webhookId: string, secret: string): Promise<string> {
  const digest = await promisify<string, string, number, Buffer>(scrypt)(
    secret,
    `webhook ${webhookId}`,
    VERSION_BYTES,
  );
  return digest.toString('hex');
}

/** Writes secrets of webhooks below `<prefix>webhooks/`; a version never changes. */
export const createWebhookSecretWriter = (
  secrets: SecretsManagerClient,
  prefix: string,
  keyArn?: string,
): WebhookSecretWriter => ({
  async put(webhookId, SecretString) {
    const SecretId = nameOf(prefix, webhookId);
    const version = await versionOf(webhookId, SecretString);
    await writeSecret(secrets, SecretId, { SecretString, ClientRequestToken: version }, keyArn);
    return version;
  },
});

/** Removes secrets; the same webhook can be created again at once. */
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

/** Reads secrets. A version never changes, so it is cached: a warm function reads no secret for a delivery. */
export function createWebhookSecretReader(
  secrets: SecretsManagerClient,
  prefix: string,
): WebhookSecretReader {
  const kept = new Map<string, string>();
  return {
    async read(webhookId, version) {
      const name = `${webhookId} ${version}`;
      const secret =
        kept.get(name) ?? (await findSecret(secrets, nameOf(prefix, webhookId), version))?.text;
      if (secret === undefined) return undefined;
      if (kept.size >= MAX_KEPT_SECRETS) kept.clear();
      kept.set(name, secret);
      return secret;
    },
  };
}
