import { Readable } from 'node:stream';
import { sealMessage } from 'mailauth';
import { describe, expect, it } from 'vitest';
import { readSealers } from '../../../functions/adapters/dns/read-sealers.ts';
import { keys, MAIL, record } from './signing-fixture.ts';

const resolveTxt = async (name: string) => {
  if (!/^s\._domainkey\.(?:lists|uni)\.example$/.test(name))
    throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
  return [[record]];
};
const seal = async (mail: string, signingDomain: string, cv: 'none' | 'pass') => {
  const fields = await sealMessage(Buffer.from(mail), {
    signingDomain,
    selector: 's',
    privateKey: keys.privateKey,
    authResults: `${signingDomain}; dkim=pass header.d=customer.example`,
    cv,
  });
  return fields.toString('latin1') + mail;
};
const read = (mail: string, options = {}) =>
  readSealers(Readable.from([Buffer.from(mail)]), { resolveTxt, nowMs: Date.now(), ...options });

describe('readSealers (RFC 8617)', () => {
  it('gives the domains of a valid chain, oldest first', async () => {
    const once = await seal(MAIL, 'uni.example', 'none');
    expect(await read(once)).toEqual(['uni.example']);
    expect(await read(await seal(once, 'lists.example', 'pass'))).toEqual([
      'uni.example',
      'lists.example',
    ]);
  });

  it('gives none for a mail that was changed after its last seal', async () => {
    const sealed = await seal(MAIL, 'uni.example', 'none');
    expect(await read(sealed.replace('Thank you.', 'Pay me.'))).toEqual([]);
    expect(await read(sealed.replace('From: Anna', 'From: Bob'))).toEqual([]);
  });

  it('gives none if a seal is forged, or its key is missing', async () => {
    const sealed = await seal(MAIL, 'uni.example', 'none');
    expect(await read(sealed.replaceAll('d=uni.example', 'd=lists.example'))).toEqual([]);
    expect(await read(await seal(MAIL, 'evil.example', 'none'))).toEqual([]);
  });

  it('looks up nothing for mail without a seal, or without a resolver', async () => {
    expect(await read(MAIL)).toEqual([]);
    const sealed = await seal(MAIL, 'uni.example', 'none');
    expect(await read(sealed, { resolveTxt: undefined })).toEqual([]);
  });
});
