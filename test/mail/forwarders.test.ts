import { describe, expect, it } from 'vitest';
import type { HeaderField } from '../../functions/mail/message.ts';
import { readInternalDomain } from '../../functions/mail/verdicts/internal-domain.ts';
import { readSealedVerdicts } from '../../functions/mail/verdicts/sealed-verdicts.ts';
import { mailOf } from './mail-of.ts';
import { readRaw } from './read-fixture.ts';

const aar = (instance: number, results: string) => ({
  name: 'arc-authentication-results',
  value: `i=${instance}; mx.uni.example; ${results}`,
});
const ams = (instance: number) => ({
  name: 'arc-message-signature',
  value: `i=${instance}; a=rsa-sha256; d=lists.example; s=s; h=from:to:subject; b=x`,
});
const messageOf = (headerFields: HeaderField[], decidingFields: string[] = []) => ({
  headerFields,
  decidingFields,
});
const PASS = 'dmarc=pass header.from=customer.example';

describe('readSealedVerdicts (S3)', () => {
  const fields = [ams(2), aar(2, 'dmarc=fail header.from=customer.example'), ams(1), aar(1, PASS)];
  const read = (sealers: string[], trusted: string[]) =>
    readSealedVerdicts(messageOf(fields), sealers, trusted)?.dmarc;

  it('goes by the oldest trusted seal with no untrusted one after it', () => {
    expect(read(['uni.example', 'lists.example'], ['uni.example', 'lists.example'])).toBe('PASS');
    expect(read(['evil.example', 'lists.example'], ['lists.example'])).toBe('FAIL');
  });

  it('gives nothing if the last seal is not trusted, or there is none', () => {
    expect(read(['uni.example', 'evil.example'], ['uni.example'])).toBeUndefined();
    expect(read([], ['uni.example'])).toBeUndefined();
    expect(read(['uni.example'], [])).toBeUndefined();
  });

  const readOne = (...of: { name: string; value: string }[]) =>
    readSealedVerdicts(messageOf(of), ['uni.example'], ['uni.example']);

  it('reads no results that are ambiguous, given twice, or of another set', () => {
    expect(readOne(ams(1), aar(1, PASS))?.dmarc).toBe('PASS');
    const equivocal = aar(1, `spf=pass (a;b) smtp.mailfrom=x.example; ${PASS}`);
    expect(readOne(ams(1), equivocal)).toBeUndefined();
    const broken = aar(1, 'spf=pass smtp.mailfrom=a;dmarc=pass;@evil.example');
    expect(readOne(ams(1), broken)).toBeUndefined();
    expect(readOne(ams(1), aar(1, PASS), aar(1, PASS))).toBeUndefined();
    expect(readOne(ams(1), aar(2, PASS))).toBeUndefined();
    expect(readOne(ams(1), { ...aar(1, PASS), value: PASS })).toBeUndefined();
  });

  it('gives nothing unless exactly one signature of the set covers a single From', () => {
    const { value } = ams(1);
    const partial = { ...ams(1), value: value.replace('h=from:', 'h=') };
    for (const signatures of [[], [partial], [ams(1), ams(1)], [ams(2)]])
      expect(readOne(...signatures, aar(1, PASS))).toBeUndefined();
    const from = { name: 'from', value: 'anna@customer.example' };
    expect(readOne(ams(1), aar(1, PASS), from, from)).toBeUndefined();
  });

  it('gives nothing if the seal leaves out a field that decides how the body is read (S3)', () => {
    const type = { name: 'content-type', value: 'text/html' };
    const message = messageOf([ams(1), aar(1, PASS), type], ['content-type']);
    expect(readSealedVerdicts(message, ['uni.example'], ['uni.example'])).toBeUndefined();
  });

  it('says which fields the newest seal covers (S4)', () => {
    expect(
      readSealedVerdicts(
        messageOf(fields),
        ['uni.example', 'lists.example'],
        ['uni.example', 'lists.example'],
      )?.sealedHeaders,
    ).toEqual(['from', 'to', 'subject']);
  });

  it('reads the number of a set in every allowed form (RFC 8617 §4.2.1)', () => {
    const sealers = Array.from({ length: 12 }, () => 'uni.example');
    const spaced = (field: { name: string; value: string }, number: string) => ({
      ...field,
      value: field.value.replace('i=1;', ` i = ${number} ;`),
    });
    const found = [spaced(ams(1), '12'), spaced(aar(1, PASS), '1')];
    expect(readSealedVerdicts(messageOf(found), sealers, ['uni.example'])?.dmarc).toBe('PASS');
  });
});

describe('readInternalDomain', () => {
  const AUTH_AS = 'X-MS-Exchange-Organization-AuthAs: Internal';
  const SOURCE = 'X-MS-Exchange-Organization-AuthSource: AM9PR08MB1.eurprd08.prod.outlook.com';
  const mailbox = { address: 'support@shop.example', trustedAuthSource: 'prod.outlook.com' };
  const read = async (
    fields: string,
    from = 'anna@shop.example',
    box: typeof mailbox | { address: string } = mailbox,
  ) => readInternalDomain(await readRaw(mailOf(fields, 'x', from)), box);

  it('trusts Exchange that its own tenant sent the mail if the team wants it', async () => {
    expect(await read(`${AUTH_AS}\n${SOURCE}`)).toBe('shop.example');
    expect(
      await read(`${AUTH_AS}\n${SOURCE}`, 'anna@shop.example', { address: 'support@shop.example' }),
    ).toBeUndefined();
  });

  it.each([
    ['another value', `X-MS-Exchange-Organization-AuthAs: Anonymous\n${SOURCE}`],
    [
      'another server',
      `${AUTH_AS}\nX-MS-Exchange-Organization-AuthSource: evilprod.outlook.com.evil.example`,
    ],
    [
      'a server whose name only ends alike',
      `${AUTH_AS}\nX-MS-Exchange-Organization-AuthSource: evil-prod.outlook.com`,
    ],
    ['one of the fields twice', `${AUTH_AS}\n${AUTH_AS}\n${SOURCE}`],
    ['only one of the fields', AUTH_AS],
  ])('trusts nothing if there is %s', async (_, fields) => {
    expect(await read(fields)).toBeUndefined();
  });

  it.each(['AM9PR08MB1.eurprd08.prod.outlook.com', '.Prod.outlook.com'])(
    'trusts the server that the team names as %s',
    async (trustedAuthSource) => {
      const box = { ...mailbox, trustedAuthSource };
      expect(await read(`${AUTH_AS}\n${SOURCE}`, 'anna@shop.example', box)).toBe('shop.example');
    },
  );

  it('trusts nothing in a mail with two authors', async () => {
    expect(await read(`${AUTH_AS}\n${SOURCE}`, 'a@shop.example, b@shop.example')).toBeUndefined();
  });

  it('trusts it only for the domain of the mailbox', async () => {
    expect(await read(`${AUTH_AS}\n${SOURCE}`, 'anna@customer.example')).toBeUndefined();
  });
});
