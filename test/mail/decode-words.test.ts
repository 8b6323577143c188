import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeWords } from '../../functions/mail/decode-words.ts';

const word = (charset: string, text: string, as = charset) =>
  `=?${charset}?B?${iconv.encode(text, as).toString('base64')}?=`;

describe('decodeWords (RFC 2047)', () => {
  it.each([
    ['=?utf-8?Q?Citt=C3=A0_nuova?=', 'Città nuova'],
    ['Re: =?UTF-8?q?Citt=c3=a0?= 5', 'Re: Città 5'],
    ['=?utf-8*it?Q?Citt=C3=A0?=', 'Città'],
    ['=?utf-8?Q?Citt=C3?= \t=?utf-8?Q?=A0?=', 'Città'],
    ['=?utf-8?B?Q2l0?==?utf-8?B?dMOg?=', 'Città'],
    ['=?utf-8?Q?Come va? Bene?=', 'Come va? Bene'],
    ['=?utf-8?Q?=E2=82=AC=3D1?=', '€=1'],
    ['=?utf-8?Q?Città?=', 'Città'],
    ['=?utf-8?Q??=', ''],
    [`${word('koi8-r', 'Заказ')} ${word('utf-8', ' €')}`, 'Заказ €'],
    [word('ks_c_5601-1987', '주문', 'euc-kr'), '주문'],
    ['=?iso-2022-jp?B?GyRCQ21KOBsoQg==?=', '注文'],
    ['=?utf-7?Q?Citt+AOA-?=', 'Città'],
    ['a =?utf-8?Q?b?= and =?utf-8?Q?c?= d', 'a b and c d'],
    ['=?utf-8?Q?a_b?=', 'a b'],
    ['=?utf-8?Q?Città_=C3=A0_100%41?=', 'Città à 100%41'],
    ['=?UTF-8?Q?=C3?= =?utf-8?Q?=A0?=', 'à'],
    ['=?utf-8?Q?Citt=C3=A0', '=?utf-8?Q?Citt=C3=A0'],
    ['1 =? 2', '1 =? 2'],
  ])('%s → %s', (value, text) => {
    expect(decodeWords(value)).toBe(text);
  });

  it.each([
    ['iso-8859-1', 'utf-8'],
    ['utf-8', 'iso-8859-1'],
    ['x-unknown', 'iso-8859-1'],
  ])('labelled %s, is read as the %s that it is (S23)', (label, charset) => {
    expect(decodeWords(word(label, 'Grüße', charset))).toBe('Grüße');
  });

  it('decodes words in the first 64 Ki characters', () => {
    const word = '=?utf-8?Q?a?=';
    expect(decodeWords(`${word}${'x'.repeat(64 * 1024)}${word}`)).toBe(
      `a${'x'.repeat(64 * 1024)}${word}`,
    );
  });

  it('reads hostile values in linear time', () => {
    const value = '=?a?q?x'.repeat(20_000);
    expect(decodeWords(value)).toBe(value);
  });
});
