import { createSecretKey } from 'node:crypto';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { TokenKeys } from '../../../conversations/signals/token.ts';
import { readTokenKeys } from '../../../settings/secret-forms.ts';
import type { Machine, TokenKeySource } from '../../../steps/ports.ts';
import { createSecretSource } from './secrets.ts';

/** Parses the secret. Throws, without quoting the text, if it has neither form. */
export function parseTokenKeys(text: string): TokenKeys {
  const { current, keys } = readTokenKeys(text);
  const objects = Object.entries(keys).map(([id, octets]) => [id, createSecretKey(octets)]);
  return { current, keys: Object.fromEntries(objects) };
}

/** The keys that sign and verify tokens and tags (S2). */
export const createTokenKeySource = (
  secrets: SecretsManagerClient,
  secretId: string,
  machine: Machine,
): TokenKeySource =>
  createSecretSource(secrets, secretId, { what: 'the token keys', parse: parseTokenKeys }, machine);
