import { describe, expect, it } from 'vitest';
import {
  isPipingAddress,
  normaliseAddress,
  whyUnmailable,
} from '../../functions/mail/addresses.ts';
import { parseAddresses } from '../../functions/mail/authors/parse-addresses.ts';
import { isAligned, organisationalDomain } from '../../functions/mail/organisational-domain.ts';
import { readFixture } from './read-fixture.ts';

describe('parseAddresses', () => {
  it('reads names and addresses, lower-cased, domains in ASCII (S3)', () => {
    expect(parseAddresses(['"Muster, Anna" <Anna@BÜCHER.example>, bob@x.example'])).toEqual([
      { name: 'Muster, Anna', address: 'anna@xn--bcher-kva.example' },
      { name: '', address: 'bob@x.example' },
    ]);
  });

  it('flattens groups, and reads nobody from an empty one', () => {
    expect(
      parseAddresses(['Team: a@x.example, B <b@x.example>;, undisclosed-recipients:;']),
    ).toEqual([
      { name: '', address: 'a@x.example' },
      { name: 'B', address: 'b@x.example' },
    ]);
  });

  it('reads an address in the name as a name (S3)', () => {
    expect(parseAddresses(['"support@piping.example" <attacker@evil.example>'])).toEqual([
      { name: 'support@piping.example', address: 'attacker@evil.example' },
    ]);
  });

  it('joins a character that is split over two encoded words', async () => {
    const { from, subject } = await readFixture('encoded-words-split-within-a-character');
    expect(from).toEqual([{ name: 'Jürgen Grün', address: 'j.gruen@xn--exmple-cua.com' }]);
    expect(subject).toBe('Re: LC2457-4734');
  });

  it('reads no address from an encoded word', async () => {
    const { from } = await readFixture('encoded-word-with-a-second-address');
    expect(from).toEqual([
      { name: 'Agent <agent@staff.example>,', address: 'anna@customer.example' },
    ]);
  });

  it('strips control and bidi characters of names', () => {
    const [address] = parseAddresses(['"A\u202eB\u0000\tC" <a@x.example>']);
    expect(address?.name).toBe('AB C');
  });

  it('leaves out text that is no address', () => {
    expect(parseAddresses(['nobody, <>, @x.example, a@, "a@b"@', ''])).toEqual([]);
  });

  it('reads at most 1000 addresses', () => {
    expect(parseAddresses(['a@x.example,'.repeat(5000)])).toHaveLength(1000);
  });
});

describe('normaliseAddress', () => {
  it.each([
    ['  Anna@Customer.Example. ', 'anna@customer.example'],
    ['"quoted name"@x.example', '"quoted name"@x.example'],
    ['"Support+a.b"@x.example', 'support+a.b@x.example'],
    ['"Support"@x.example', 'support@x.example'],
    ['"S\\upp\\ort"@x.example', 'support@x.example'],
    ['"a\\"b"@x.example', '"a\\"b"@x.example'],
    ['"a.b.c"@x.example', 'a.b.c@x.example'],
    ['"a..b"@x.example', '"a..b"@x.example'],
    ['x"abc"@x.example', 'x"abc"@x.example'],
    ['"abc"x@x.example', '"abc"x@x.example'],
    [`${'a'.repeat(244)}@x.example`, `${'a'.repeat(244)}@x.example`],
    ['a@xn--bcher-kva.example', 'a@xn--bcher-kva.example'],
    ['a@аpple.example', 'a@xn--pple-43d.example'],
  ])('%s → %s', (given, address) => {
    expect(normaliseAddress(given)).toBe(address);
  });

  it.each([
    '',
    'a',
    '@x',
    'a@',
    'a b@x.example',
    'a@b@c',
    'a@x/y',
    'a@x y',
    'a@x.example\r\nBcc: b@y',
    'a\u202e@x.example',
    `${'a'.repeat(245)}@x.example`,
    'x"a b"@x.example',
    '"a b"x@x.example',
    '"a@b"c@x.example',
    '"a", victim@bank.example, "b"@x.example',
    '"a b\\"@x.example',
    'a@.',
    'a@x..example',
    'a@[192.0.2.1]',
    'a@x.example)',
    'a@x.example=',
    'a@x.example"',
    'a@x.example,y.example',
    "a@x.example'",
    'a<b@x.example',
  ])('refuses %j', (given) => {
    expect(normaliseAddress(given)).toBeUndefined();
  });
});

describe('whyUnmailable (RFC 5321 §4.1.2, §4.5.3.1.1)', () => {
  it.each<[string, ReturnType<typeof whyUnmailable>]>([
    ["o'neil+x=y@shop.example", undefined],
    ['"anna rossi"@shop.example', undefined],
    ['a_b@xn--bcher-kva.example', undefined],
    [`${'a'.repeat(64)}@${'b'.repeat(63)}.example`, undefined],
    [`${'a'.repeat(65)}@shop.example`, 'local-part-length'],
    ['a..b@shop.example', 'local-part'],
    ['.a@shop.example', 'local-part'],
    ['a.@shop.example', 'local-part'],
    ['jörg@shop.example', 'local-part'],
    ['a@my_shop.example', 'domain'],
    ['a@-shop.example', 'domain'],
    ['a@shop-.example', 'domain'],
    [`a@${'b'.repeat(64)}.example`, 'domain'],
  ])('%s: %s', (address, part) => {
    expect(normaliseAddress(address)).toBe(address);
    expect(whyUnmailable(address)).toBe(part);
  });
});

describe('organisationalDomain', () => {
  it.each([
    ['mail.customer.co.uk', 'customer.co.uk'],
    ['a.b.example.com', 'example.com'],
    ['alice.github.io', 'alice.github.io'],
    ['co.uk', 'co.uk'],
    ['localhost', 'localhost'],
    ['Mail.BÜCHER.de', 'xn--bcher-kva.de'],
  ])('%s → %s', (domain, organisation) => {
    expect(organisationalDomain(domain)).toBe(organisation);
  });
});

describe('isAligned', () => {
  it('compares organisational domains (S3)', () => {
    expect(isAligned('bounce.mail.example.com', 'example.com')).toBe(true);
    expect(isAligned('example.com.evil.net', 'example.com')).toBe(false);
    expect(isAligned('alice.github.io', 'bob.github.io')).toBe(false);
    expect(isAligned('', '')).toBe(false);
  });
});

describe('isPipingAddress', () => {
  it('accepts plus forms of the piping address (R13)', () => {
    expect(isPipingAddress('Support+abc@Piping.example', 'support@piping.example')).toBe(true);
    expect(isPipingAddress('support+@piping.example', 'support@piping.example')).toBe(true);
    expect(isPipingAddress('support@piping.example', 'support@piping.example')).toBe(true);
    expect(isPipingAddress('"support"@piping.example', 'support@piping.example')).toBe(true);
    expect(isPipingAddress('"s\\upport"@piping.example', 'support@piping.example')).toBe(true);
    expect(isPipingAddress('"support+abc"@piping.example', 'support@piping.example')).toBe(true);
  });

  it('accepts a piping address that is itself a plus form, and its plus forms (R13)', () => {
    expect(isPipingAddress('help+desk@x.example', 'help+desk@x.example')).toBe(true);
    expect(isPipingAddress('help+desk+abc@x.example', 'help+desk@x.example')).toBe(true);
    expect(isPipingAddress('help+other@x.example', 'help+desk@x.example')).toBe(false);
  });

  it('accepts no other address', () => {
    expect(isPipingAddress('supporter@piping.example', 'support@piping.example')).toBe(false);
    expect(isPipingAddress('support@sub.piping.example', 'support@piping.example')).toBe(false);
    expect(isPipingAddress('support+abc@other.example', 'support@piping.example')).toBe(false);
    expect(isPipingAddress('', 'support@piping.example')).toBe(false);
    expect(isPipingAddress('support@piping.example', '')).toBe(false);
  });
});
