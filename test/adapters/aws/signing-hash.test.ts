import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SigningHash } from '../../../functions/adapters/aws/signing-hash.ts';

const digest = async (parts: Uint8Array[], secret?: string | Uint8Array | ArrayBuffer) => {
  const hash = new SigningHash(secret);
  for (const part of parts) hash.update(part);
  return Buffer.from(await hash.digest()).toString('hex');
};
const octets = fc.uint8Array();

describe('SigningHash', () => {
  it('is the SHA-256 of all parts, whatever their type', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(octets), async (parts) => {
        const whole = createHash('sha256').update(Buffer.concat(parts)).digest('hex');
        expect(await digest(parts)).toBe(whole);
      }),
    );
  });

  it('is the HMAC with a secret, be it text, octets or part of a buffer', async () => {
    await fc.assert(
      fc.asyncProperty(octets, octets, fc.string({ minLength: 1 }), async (part, key, text) => {
        const padded = new Uint8Array([1, ...key, 1]).subarray(1, key.length + 1);
        const expected = (secret: string | Uint8Array) =>
          createHmac('sha256', secret).update(part).digest('hex');
        expect(await digest([part], text)).toBe(expected(text));
        expect(await digest([part], padded)).toBe(expected(key));
        expect(await digest([part], key.slice().buffer)).toBe(expected(key));
      }),
    );
  });

  it('starts anew after a reset', async () => {
    const key = new Uint8Array([1, 2, 3]);
    const part = new Uint8Array([4]);
    const hash = new SigningHash(key);
    hash.update(new Uint8Array([9]));
    hash.reset();
    hash.update(part);
    expect(Buffer.from(await hash.digest()).toString('hex')).toBe(await digest([part], key));
  });
});
