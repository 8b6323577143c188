import { createSecretKey } from 'node:crypto';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import type { TokenKeys } from '../../../conversations/token.ts';
import type { Clock, Log, TokenKeySource } from '../../../steps/ports.ts';
import { readJson } from '../read-json.ts';
import { createSecretSource } from './secrets.ts';

/** Keys shorter than this are refused: a guess must stay hopeless. */
const MIN_KEY_BYTES = 16;

/** `{"current": id, "keys": {id: base64}}`, or what the stack generates: `{"generated": text}` (decision 0023). */
const tokenKeysSecret = v.union([
  v.object({ current: v.pipe(v.string(), v.minLength(1)), keys: v.record(v.string(), v.string()) }),
  v.object({ generated: v.pipe(v.string(), v.minLength(32)) }),
]);

/** The text of the secret as keys. Throws, without any of it, if it has neither form. */
export function parseTokenKeys(text: string): TokenKeys {
  const parsed = v.safeParse(tokenKeysSecret, readJson(text));
  if (!parsed.success) {
    throw new Error('the secret token-keys must be {"current": id, "keys": {id: base64}}');
  }
  if ('generated' in parsed.output) {
    const generated = createSecretKey(Buffer.from(parsed.output.generated));
    return { current: 'generated', keys: { generated } };
  }
  const { current, keys: texts } = parsed.output;
  const keys = Object.fromEntries(
    Object.entries(texts).map(([id, base64]) => [
      id,
      createSecretKey(Buffer.from(base64, 'base64')),
    ]),
  );
  const short = Object.entries(keys).find(([, key]) => (key.symmetricKeySize ?? 0) < MIN_KEY_BYTES);
  if (short) throw new Error(`token key "${short[0]}" is shorter than ${MIN_KEY_BYTES} octets`);
  if (!keys[current])
    throw new Error(`token-keys: the current key "${current}" is not among the keys`);
  return { current, keys };
}

/** The keys that sign and read tokens and tags (S2). */
export const createTokenKeySource = (
  secrets: SecretsManagerClient,
  secretId: string,
  machine: { clock: Clock; log: Log },
): TokenKeySource =>
  createSecretSource(secrets, secretId, { what: 'the token keys', parse: parseTokenKeys }, machine);
