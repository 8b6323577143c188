import { createHash } from 'node:crypto';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { API_SCOPES, type ApiToken, type ApiTokenSource } from '../../../steps/chatting/ports.ts';
import type { Clock, Log } from '../../../steps/ports.ts';
import { readJson } from '../read-json.ts';
import { createSecretSource } from './secrets.ts';

/** Tokens that one call is compared with. */
const MAX_API_TOKENS = 50;

/** `[{"id", "token", "scope"}]`, or what the stack generates: `{"generated": text}` (decision 0023). */
const apiTokensSecret = v.union([
  v.pipe(
    v.array(
      v.object({
        // it stands in keys of the table between separators: one with a # could meet another token's
        id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._-]{1,64}$/)),
        token: v.pipe(v.string(), v.minLength(8), v.maxLength(512)),
        scope: v.picklist(API_SCOPES),
      }),
    ),
    v.minLength(1),
    v.maxLength(MAX_API_TOKENS),
  ),
  v.pipe(
    v.object({ generated: v.pipe(v.string(), v.minLength(32)) }),
    v.transform(({ generated }) => [
      { id: 'generated', token: generated, scope: 'admin' as const },
    ]),
  ),
]);

/** The text of the secret as tokens. Throws, without any of it, if it has neither form. */
export function parseApiTokens(text: string): ApiToken[] {
  const parsed = v.safeParse(apiTokensSecret, readJson(text));
  if (!parsed.success) {
    throw new Error(
      'the secret api-tokens must be [{"id", "token", "scope": "admin", "full" or "read"}], each id of 1 to 64 of A-Z a-z 0-9 . _ - and each token of 8 characters or more',
    );
  }
  return parsed.output.map(({ id, token, scope }) => ({
    id,
    scope,
    digest: createHash('sha256').update(token).digest(),
  }));
}

/** The bearer tokens of the chat API. */
export const createApiTokenSource = (
  secrets: SecretsManagerClient,
  secretId: string,
  machine: { clock: Clock; log: Log },
): ApiTokenSource =>
  createSecretSource(secrets, secretId, { what: 'the API tokens', parse: parseApiTokens }, machine);
