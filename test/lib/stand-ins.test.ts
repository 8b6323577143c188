import encodingJapanese from 'encoding-japanese';
import iconv from 'iconv-lite';
import joi from 'joi';
import { describe, expect, it } from 'vitest';
import japaneseStandIn from '../../lib/bundles/stand-ins/encoding-japanese.ts';
import { defaultProvider } from '../../lib/bundles/stand-ins/environment-credentials.ts';
import standIn from '../../lib/bundles/stand-ins/iconv-lite.ts';
import * as joiStandIn from '../../lib/bundles/stand-ins/joi.ts';

const codecOf = (name: string) =>
  (standIn as unknown as { getCodec(name: string): object }).getCodec(name);

describe('stand-ins for packages in the bundles', () => {
  it.each([
    ['gb18030', '你好，谢谢'],
    ['big5', '謝謝'],
    ['euc-kr', '감사합니다'],
    ['shift_jis', 'ありがとう'],
    ['koi8-r', 'Спасибо'],
    ['windows-1251', 'Спасибо'],
    ['iso-8859-2', 'děkuji'],
    ['cp437', 'été'],
    ['cp850', 'grüße'],
    ['utf-32le', 'grüße'],
  ])('read %s as the library does (S23)', (charset, text) => {
    const octets = iconv.encode(text, charset);
    expect(standIn.decode(octets, charset)).toBe(text);
    expect(standIn.encodingExists(charset)).toBe(true);
  });

  it('know no charset that the library does not know', () => {
    expect(standIn.encodingExists('no-such-charset')).toBe(false);
  });

  it('give one codec for all charset names that libmime refuses, and for no other', () => {
    for (const name of ['utf7', 'utf-7', 'unicode-1-1-utf-7']) {
      expect(codecOf(name)).toBe(codecOf('utf7'));
    }
    for (const name of ['utf-8', 'gbk', 'cp437']) expect(codecOf(name)).not.toBe(codecOf('utf7'));
  });

  it.each([
    ['JIS', 'GyRCJCIkaiQsJEgkJhsoQg=='],
    ['ISO-2022-JP', 'GyRCJCIkaiQsJEgkJhsoQg=='],
    ['iso2022-jp', 'GyRCJCIkaiQsJEgkJhsoQg=='],
    ['iso-2022-jp-ms', 'GyRCJCIkaiQsJEgkJhsoQg=='],
    ['eucJP-ms', 'pKKk6qSspMikpg=='],
  ])('read %s as the library does', (from, base64) => {
    const octets = Buffer.from(base64, 'base64');
    const how = { to: 'UNICODE', from: from as 'JIS', type: 'string' } as const;
    expect(encodingJapanese.convert(octets, how)).toBe('ありがとう');
    expect(japaneseStandIn.convert(octets, how)).toBe('ありがとう');
  });

  it.each([
    'MIGf',
    'MIGfMA==',
    'MIGfMA',
    'MIGfMA0=',
    'MIGfMA0',
    'MIGfM',
    'MIGf MA0',
    'MIGf=MA',
    'MIG_',
    'ключ',
  ])('judge the base64 of a DKIM key as the library does: %s', (key) => {
    const isGood = (library: typeof joiStandIn) =>
      library.string().base64({ paddingRequired: false }).validate(key).error === undefined;
    expect(isGood(joiStandIn)).toBe(isGood(joi));
  });

  it('name the missing variables if there are no credentials', async () => {
    const { AWS_ACCESS_KEY_ID: kept } = process.env;
    delete process.env.AWS_ACCESS_KEY_ID;
    await expect(defaultProvider()()).rejects.toThrow('AWS_ACCESS_KEY_ID');
    if (kept !== undefined) process.env.AWS_ACCESS_KEY_ID = kept;
  });
});
