import { Readable } from 'node:stream';
import fc from 'fast-check';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDkim } from '../../../functions/adapters/dns/check-dkim.ts';
import {
  createTxtResolver,
  type TxtResolver,
} from '../../../functions/adapters/dns/txt-resolver.ts';
import { startDnsServer } from './dns-server.ts';
import { keys, MAIL, record } from './signing-fixture.ts';

const NOW = Date.parse('2026-11-03T10:01:00Z');

let dns: Awaited<ReturnType<typeof startDnsServer>>;
let resolveTxt: TxtResolver;

beforeAll(async () => {
  dns = await startDnsServer({
    's._domainkey.customer.example': record,
    's._domainkey.other.example': record,
    's._domainkey.testing.example': `${record}; t=y`,
    's._domainkey.silent.example': '',
  });
  resolveTxt = createTxtResolver(dns.server);
});
afterAll(() => dns.stop());

interface SignMore {
  maxBodyLength?: number;
  expires?: Date;
}

async function sign(mail: string, signingDomain = 'customer.example', more: SignMore = {}) {
  const { expires, ...signature } = more;
  const data = { signingDomain, selector: 's', privateKey: keys.privateKey, ...signature };
  const signTime = new Date(NOW - 60_000);
  const { signatures } = await dkimSign(mail, {
    ...data,
    signatureData: [data],
    signTime,
    expires,
  });
  return `${signatures}${mail}`;
}

function check(mail: string, options: object = {}) {
  return checkDkim(Readable.from([Buffer.from(mail, 'latin1')]), {
    resolveTxt,
    nowMs: NOW,
    ...options,
  });
}

describe('checkDkim', () => {
  it('passes a sound signature and names its domain (S3)', async () => {
    expect(await check(await sign(MAIL))).toEqual({
      dkim: 'PASS',
      dkimDomains: ['customer.example'],
    });
  });

  it('passes a mail whose line ends were changed to LF', async () => {
    const signed = await sign(MAIL);
    expect((await check(signed.replaceAll('\r\n', '\n'))).dkim).toBe('PASS');
  });

  it('names the domain of the signature, not that of the author (S3)', async () => {
    expect(await check(await sign(MAIL, 'other.example'))).toEqual({
      dkim: 'PASS',
      dkimDomains: ['other.example'],
    });
  });

  it('fails a mail whose body was changed', async () => {
    const signed = await sign(MAIL);
    expect(await check(signed.replace('Thank you', 'Pay now'))).toEqual({
      dkim: 'FAIL',
      dkimDomains: [],
    });
  });

  it('fails a mail whose author was changed', async () => {
    const signed = await sign(MAIL);
    expect((await check(signed.replace('anna@', 'boss@'))).dkim).toBe('FAIL');
  });

  it('passes if one of several signatures is valid', async () => {
    const signed = await sign(MAIL);
    const broken = (await sign(MAIL, 'other.example'))
      .slice(0, -MAIL.length)
      .replace(/bh=.{8}/, 'bh=AAAAAAAA');
    expect(await check(broken + signed)).toEqual({
      dkim: 'PASS',
      dkimDomains: ['customer.example'],
    });
  });

  it('gives NONE for a mail without signature', async () => {
    expect(await check(MAIL)).toEqual({ dkim: 'NONE', dkimDomains: [] });
  });

  it('gives no verdict for a domain in test mode', async () => {
    expect((await check(await sign(MAIL, 'testing.example'))).dkim).toBe('GRAY');
  });

  it('gives no verdict for a key that is not published', async () => {
    expect((await check(await sign(MAIL, 'unknown.example'))).dkim).toBe('GRAY');
  });

  it('gives no verdict for a signature over a part of the body only', async () => {
    const signed = await sign(MAIL, 'customer.example', { maxBodyLength: 5 });
    expect(signed).toContain('l=5');
    expect((await check(`${signed}Added by a stranger.\r\n`)).dkim).toBe('NONE');
  });

  it('gives no verdict for an expired signature', async () => {
    const signed = await sign(MAIL, 'customer.example', { expires: new Date(NOW - 1000) });
    expect((await check(signed)).dkim).not.toBe('PASS');
  });

  it('looks up at most ten signatures', async () => {
    const signature = (await sign(MAIL, 'unknown.example')).slice(0, -MAIL.length);
    const many = Array.from({ length: 50 }, (_, i) => signature.replace('s=s;', `s=s${i};`)).join(
      '',
    );
    dns.asked.length = 0;
    await check(many + MAIL);
    expect(new Set(dns.asked).size).toBe(10);
  });

  it('gives no verdict for a line that is too long to be checked', async () => {
    const signed = await sign(`${MAIL}${'x'.repeat(200_000)}\r\n`);
    expect((await check(signed)).dkim).toBe('GRAY');
  });

  it('gives no verdict for a line of the header that is too long to be checked', async () => {
    const signed = await sign(MAIL);
    expect((await check(`X-Long: ${'x'.repeat(200_000)}\r\n${signed}`)).dkim).toBe('GRAY');
  });

  it('gives no verdict for a header of too many lines', async () => {
    const signed = await sign(MAIL);
    expect((await check(`Subject: x\r\n${' \r\n'.repeat(3000)}${signed}`)).dkim).toBe('GRAY');
  });

  it.each([' ', '\t', '\r', '\r\n '])(
    'gives no verdict if %j is repeated so often that the check would take minutes',
    async (blank) => {
      const signed = await sign(MAIL);
      const times = (count: number) => `X-A: a${blank.repeat(count)}b\r\n${signed}`;
      expect((await check(times(300))).dkim).toBe('PASS');
      expect((await check(times(1001))).dkim).toBe('GRAY');
    },
  );

  it('ends at the deadline if the name server is silent', async () => {
    const signed = await sign(MAIL, 'silent.example');
    expect((await check(signed, { maxLookupMs: 50 })).dkim).toBe('PROCESSING_FAILED');
  });
});

describe('checkDkim on random input', () => {
  const tag = fc.constantFrom(
    ...[
      'v=1',
      'a=rsa-sha256',
      'a=ed25519-sha256',
      'a=x',
      'c=relaxed/simple',
      'c=/',
      'd=customer.example',
      'd=..',
      'd=\xff',
      's=s',
      's=',
    ],
    ...[
      'h=from',
      'h=',
      'bh=AA==',
      'bh',
      'b=AA==',
      'b=',
      't=1',
      'x=0',
      't=-1',
      'i=@x',
      'q=dns',
      '\r\n ',
      '=',
      '\0',
    ],
  );
  const signature = fc
    .array(tag, { maxLength: 14 })
    .map((tags) => `DKIM-Signature: ${tags.join(';')}\r\n`);
  const answer = fc.constantFrom([[record]], [['v=DKIM1; p=']], [['\0']], [[]], []);

  it('never throws', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(signature, { maxLength: 3 }),
        answer,
        async (signatures, records) => {
          const { dkim } = await check(signatures.join('') + MAIL, {
            resolveTxt: async () => records,
          });
          expect(['FAIL', 'GRAY', 'NONE', 'PROCESSING_FAILED']).toContain(dkim);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('checkDkim and its stream', () => {
  it('throws if the stream fails, so that the mail is tried again', async () => {
    const raw = new Readable({ read() {} });
    raw.push(await sign(MAIL));
    setImmediate(() => raw.destroy(new Error('connection lost')));
    await expect(checkDkim(raw, { resolveTxt, nowMs: NOW })).rejects.toThrow('connection lost');
  });
});

describe('createTxtResolver', () => {
  it('names the server that it cannot use', () => {
    expect(() => createTxtResolver('no server')).toThrow(
      'The DNS server "no server" cannot be used',
    );
  });
});
