import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';

type Secret = string | ArrayBuffer | ArrayBufferView;

/** The SDK keeps the day's signing key, and hands on the same octets each time. */
const keysOfOctets = new WeakMap<object, KeyObject>();

/** Node takes five times as long for an HMAC whose key it has to make of octets. */
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

/** SHA-256, with a secret HMAC: what the SDK signs its calls with. Gives its digest once. */
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
