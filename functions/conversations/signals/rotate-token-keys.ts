import type { KeyObject } from 'node:crypto';
import type { TokenKeys } from './token.ts';

/** Keys that a rotation keeps; it needs two. */
const MAX_TOKEN_KEYS = 8;

/** 256 bits, the output length of HMAC-SHA256. */
export const NEW_KEY_BYTES = 32;

/** Adds a key that signs from now on. Older keys still verify; the oldest are dropped beyond `MAX_TOKEN_KEYS` (S2). */
export function addTokenKey(keys: TokenKeys, newId: string, newKey: KeyObject): TokenKeys {
  if (keys.keys[newId]) throw new Error(`there is a key "${newId}" already: give another id`);
  const kept = Object.entries(keys.keys).slice(1 - MAX_TOKEN_KEYS);
  return { current: newId, keys: Object.fromEntries([...kept, [newId, newKey]]) };
}

/** Removes a key: what it signed is no longer valid. The current key cannot be retired. */
export function retireTokenKey(keys: TokenKeys, id: string): TokenKeys {
  if (!keys.keys[id]) {
    throw new Error(`there is no key "${id}": there are ${Object.keys(keys.keys).join(', ')}`);
  }
  if (id === keys.current) throw new Error(`"${id}" is the current key: add a new one first`);
  return {
    ...keys,
    keys: Object.fromEntries(Object.entries(keys.keys).filter(([keyId]) => keyId !== id)),
  };
}

/** The text of the secret `token-keys`: `{"current": id, "keys": {id: base64}}`. */
export const formatTokenKeys = ({ current, keys }: TokenKeys) =>
  JSON.stringify({
    current,
    keys: Object.fromEntries(
      Object.entries(keys).map(([id, key]) => [id, key.export().toString('base64')]),
    ),
  });
