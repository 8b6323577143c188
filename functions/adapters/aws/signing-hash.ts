import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';

type Secret = string | ArrayBuffer | ArrayBufferView;

/** By the secret's octets: the SDK caches the day's signing key and passes the same object each time. */
const keysOfOctets = new WeakMap<object, KeyObject>();

/** A KeyObject, because Node takes five times as long for an HMAC if it has to make the key from octets. */
function keyOf(secret: Secret): string | KeyObject {
  if (typeof secret === 'string') return secret;
  const octets = ArrayBuffer.isView(secret)
    ? Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength)
    : Buffer.from(secret);
  const key = keysOfOctets.get(secret) ?? createSecretKey(octets);
  keysOfOctets.set(secret, key);
  return key;
}

const begin = (secret: Secret | undefined) =>
  secret ? createHmac('sha256', keyOf(secret)) : createHash('sha256');

/** SHA-256, or HMAC-SHA256 with a secret, in the form that the SDK needs to sign requests. `digest` may be called once. */
export class SigningHash {
  readonly digestLength = 32;
  readonly #secret: Secret | undefined;
  #hash: ReturnType<typeof begin>;

  constructor(secret?: Secret) {
    this.#secret = secret;
    this.#hash = begin(secret);
  }

  update(octets: Uint8Array): void {
    this.#hash.update(octets);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = begin(this.#secret);
  }
}
