import { hash } from 'node:crypto';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readApiTokens } from '../../../settings/secret-forms.ts';
import type { ApiToken, ApiTokenSource } from '../../../steps/chatting/ports.ts';
import type { Machine } from '../../../steps/ports.ts';
import { createSecretSource } from './secrets.ts';

/** Parses the secret. Throws, without quoting the text, if it has neither form. */
export const parseApiTokens = (text: string): ApiToken[] =>
  readApiTokens(text).map(({ id, token, scope }) => ({
    id,
    scope,
    digest: hash('sha256', token, 'buffer'),
  }));

/** The bearer tokens of the chat API. */
export const createApiTokenSource = (
  secrets: SecretsManagerClient,
  secretId: string,
  machine: Machine,
): ApiTokenSource =>
  createSecretSource(secrets, secretId, { what: 'the API tokens', parse: parseApiTokens }, machine);
