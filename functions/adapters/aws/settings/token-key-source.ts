import { createSecretKey } from 'node:crypto';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import type { TokenKeys } from '../../../conversations/token.ts';
import type { Clock, Log, TokenKeySource } from '../../../steps/ports.ts';
import { readJson } from '../read-json.ts';

const TOKEN_KEYS_KEPT_MS = 60_000;
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

/** The keys that sign and read tokens and tags, cached; a broken secret leaves the last good keys in force (S2, S20). */
export function createTokenKeySource(
  secrets: SecretsManagerClient,
  secretId: string,
  { clock, log }: { clock: Clock; log: Log },
): TokenKeySource {
  let keys: TokenKeys | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  return {
    async read() {
      if (keys && clock.now() - readAt < TOKEN_KEYS_KEPT_MS) return keys;
      try {
        const { SecretString = '' } = await secrets.send(
          new GetSecretValueCommand({ SecretId: secretId }),
        );
        keys = parseTokenKeys(SecretString);
      } catch (error) {
        log.error({ secretId, error }, 'the token keys cannot be read: the last good ones stay');
        if (!keys) throw error;
      }
      readAt = clock.now();
      return keys;
    },
  };
}
