import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { chooseCharset } from '../../../functions/mail/charsets/choose-charset.ts';
import { decodeAs } from '../../../functions/mail/charsets/decode-as.ts';
import { decodeCharset } from '../../../functions/mail/charsets/decode-charset.ts';
import { readRaw } from '../read-fixture.ts';

const GERMAN = 'Die Straße heißt Mühlgäßchen, für Jörg';
const octets = (text: string) => Buffer.from(text, 'latin1');

describe('decodeCharset (S23)', () => {
  it.each([
    ['win-1251', 'windows-1251', 'Заказ не пришёл'],
    ['cp-1251', 'windows-1251', 'Заказ не пришёл'],
    ['iso_8859-2', 'iso-8859-2', 'ulicę Długą'],
    ['ISO8859-2', 'iso-8859-2', 'ulicę Długą'],
    ['"iso-8859-2"', 'iso-8859-2', 'ulicę Długą'],
    ['cp850', 'cp850', GERMAN],
    ['IBM-437', 'cp437', 'für Jörg'],
    ['x-gbk', 'gbk', '地址是北京市'],
    ['ks_c_5601-1987', 'cp949', '괞찮아요, 됬습니다. 똠얌'],
    ['euc-kr', 'cp949', '괞찮아요, 됬습니다. 똠얌'],
    ['uhc', 'cp949', '안녕하세요 주문이 아직'],
    ['ujis', 'euc-jp', 'お問い合わせの件です。'],
    ['big5', 'big5-hkscs', '喺屋企，佢哋嘅燈'],
    ['utf_7', 'utf-7', 'Straße'],
    ['unicode-1-1-utf-7', 'utf-7', 'Straße'],
    ['koi8r', 'koi8-r', 'Заказ'],
    ['utf-16', 'utf-16be', 'Hello Straße'],
    ['utf-16', 'utf-16le', 'Hello Straße'],
    ['x-unknown', 'utf-8', 'Straße'],
    ['ISO88592', 'iso-8859-2', 'ulicę Długą'],
    ['8859-2', 'iso-8859-2', 'ulicę Długą'],
    [' iso-8859-2*en ', 'iso-8859-2', 'ulicę Długą'],
    ['iso_8859_8_e', 'iso-8859-8', 'שלום'],
    ['windows1251', 'windows-1251', 'Заказ не пришёл'],
    ['ms-1251', 'windows-1251', 'Заказ не пришёл'],
    ['win874', 'windows-874', 'สวัสดี'],
    ['dos-850', 'cp850', GERMAN],
    ['oem437', 'cp437', 'für Jörg'],
    ['pc850', 'cp850', GERMAN],
    ['x-cp866', 'cp866', 'Заказ'],
    ['x-mac-ce', 'maccenteuro', 'ulicę Długą'],
    ['base64', 'utf-8', 'Straße'],
    ['hex', 'utf-8', 'Straße'],
    ['x-user-defined', 'utf-8', 'Straße'],
  ])('reads %s', (label, charset, text) => {
    expect(decodeCharset(iconv.encode(text, charset), label)).toBe(text);
  });

  it('reads ISO-2022-JP under all its names', () => {
    const japanese = octets('\x1b$B%F%9%H\x1b(B');
    for (const label of ['iso-2022-jp', 'cp50220', 'csISO2022JP', undefined])
      expect(decodeCharset(japanese, label)).toBe('テスト');
  });

  it('reads ISO-2022-KR, ISO-2022-CN and HZ', () => {
    for (const label of ['iso-2022-cn', undefined])
      expect(decodeCharset(octets('\x1b$)A\x0e5XV7\x0f ok'), label)).toBe('地址 ok');
    expect(decodeCharset(octets('\x1b$)C\x0eAV<R4B\x0f ok'), 'iso-2022-kr')).toBe('주소는 ok');
    expect(decodeCharset(octets('a~~b ~{5XV7~}.'), 'hz-gb-2312')).toBe('a~b 地址.');
    // RFC 1843: a tilde at the end of a line joins it to the next
    expect(decodeCharset(octets('a~\nb~\r\nc'), 'hz-gb-2312')).toBe('abc');
  });

  it.each([
    ['utf-7', '+2Dw-'],
    ['utf-32le', '\x3c\xd8\0\0'],
    ['cesu-8', '\xed\xa0\xbc'],
  ])('replaces half a character of %s', (label, half) => {
    expect(decodeCharset(octets(half), label)).toBe('\ufffd');
  });

  it('goes by a byte order mark of UTF-16, whatever the label', () => {
    expect(decodeCharset(Buffer.from('\ufeffStraße', 'utf16le'), 'us-ascii')).toBe('Straße');
  });

  it('goes by the marks of big-endian UTF-16 and of UTF-8, and by no letters that only begin alike', () => {
    const bigEndian = Buffer.from('\ufeffStraße', 'utf16le').swap16();
    expect(decodeCharset(bigEndian, 'iso-8859-1')).toBe('Straße');
    expect(decodeCharset(octets('\xef\xbb\xbfplain words'), 'windows-1252')).toBe('plain words');
    expect(decodeCharset(octets('\xff\xe9\xe9'), 'windows-1252')).toBe('ÿéé');
    expect(decodeCharset(octets('\xef\xbb trois'), 'windows-1252')).toBe('ï» trois');
  });

  it('reads valid UTF-8 despite the label of a single-byte charset, and nothing else', () => {
    expect(decodeCharset(Buffer.from('però città'), 'iso-8859-1')).toBe('però città');
    expect(decodeCharset(octets('per\xf2 citt\xe0'), 'iso-8859-1')).toBe('però città');
    expect(decodeCharset(iconv.encode('地址', 'gbk'), 'gbk')).toBe('地址');
    // C4 A3 is valid UTF-8, too, which proves nothing for a charset with two octets per letter
    expect(decodeCharset(iconv.encode('模', 'gbk'), 'gbk')).toBe('模');
    expect(decodeCharset(Buffer.from('模糊'), 'gbk')).toBe('模糊');
  });

  it.each([
    ['gbk', 'utf-8', '您好，我的订单还没有到。'],
    ['big5', 'utf-8', '您好，我的訂單還沒有到。'],
    ['shift_jis', 'utf-8', '住所は東京都です。'],
    ['iso-2022-jp', 'utf-8', '住所は東京都です。'],
    ['iso-2022-jp', 'shift_jis', '住所は東京都です。よろしくお願いします。'],
    ['utf-7', 'utf-8', 'Straße'],
    ['utf-16', 'utf-8', 'Straße'],
    ['iso-8859-1', 'gbk', '您好，我的订单还没有到。请帮我查一下物流信息。'],
    ['windows-1252', 'big5', '您好，我的訂單還沒有到，請幫我查一下。'],
    ['iso-8859-1', 'shift_jis', '住所は東京都です。よろしくお願いします。'],
    ['iso-8859-1', 'euc-kr', '주소는 서울입니다. 감사합니다, 안녕히 계세요.'],
    ['iso-8859-1', 'windows-1251', 'Здравствуйте, мой заказ ещё не пришёл.'],
    [
      'iso-8859-1',
      'windows-1251',
      `Здравствуйте, мой заказ ещё не пришёл.\n${'We wrote this.\n'.repeat(20)}`,
    ],
    ['windows-1251', 'koi8-r', 'Здравствуйте, мой заказ ещё не пришёл.'],
    ['koi8-r', 'windows-1251', 'Здравствуйте, мой заказ ещё не пришёл.'],
    ['koi8-r', 'windows-1251', 'ЗДРАВСТВУЙТЕ, МОЙ ЗАКАЗ ЕЩЁ НЕ ПРИШЁЛ.'],
    ['windows-1251', 'iso-8859-5', 'Спасибо, всё получил'],
  ])('recognises under the label %s a text in %s', (label, charset, text) => {
    expect(decodeCharset(iconv.encode(text, charset), label)).toBe(text);
  });

  it.each([
    'les accents éèàùçâê posent problème',
    'GRÜSSE ÄÖÜ',
    '°°°°°°°° «»«»',
    '°º¤ø,¸¸,ø¤º°`°º¤ø,¸ Ann Lamp ¸,ø¤º°`°º¤ø',
  ])('reads %j by its Western label', (text) => {
    expect(decodeCharset(octets(text), 'iso-8859-1')).toBe(text);
  });

  it.each(['Спасибо', 'СПАСИБО, ЖДУ', 'зАКАЗ НЕ ПРИШЁЛ, пОМОГИТЕ'])(
    'reads %j by its Cyrillic label',
    (text) => {
      for (const charset of ['windows-1251', 'koi8-r', 'iso-8859-5'])
        expect(decodeCharset(iconv.encode(text, charset), charset)).toBe(text);
    },
  );

  it("goes by HTML's own charset if nothing else names one", () => {
    const decodeHtml = (written: Buffer) =>
      decodeAs(written, chooseCharset(written, undefined, true));
    const html =
      '<html><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"></head>住所</html>';
    expect(decodeHtml(iconv.encode(html, 'shift_jis'))).toBe(html);
    const wrong = '<meta charset="iso-8859-1">città';
    expect(decodeHtml(Buffer.from(wrong))).toBe(wrong);
  });

  it.each([
    ['gbk', '您好，我的订单还没有到，请帮我查一下物流信息，谢谢。'],
    ['gbk', '您好，我的订单还没有到。'],
    ['big5', '您好，我的訂單還沒有到，請幫我查一下。'],
    ['shift_jis', '住所は東京都です。よろしくお願いします。'],
    ['shift_jis', '住所は東京都です。'],
    ['euc-jp', '住所は東京都です。'],
    ['windows-1254', 'Merhaba, siparişim henüz gelmedi, adresim değişti.'],
    ['euc-kr', '주소는 서울입니다. 감사합니다'],
    ['windows-1251', 'Здравствуйте, мой заказ ещё не пришёл.'],
    ['koi8-r', 'Здравствуйте, мой заказ ещё не пришёл.'],
    [
      'windows-1251',
      'Да, спасибо. Зелёный абажур подойдёт.\n\nКогда привезёте?\n\nвт, 3 нояб. 2026 г. в 10:01, Lamps:',
    ],
    [
      'koi8-r',
      'Да, спасибо. Зеленый абажур подойдет.\n\nКогда привезете?\n\nвт, 3 нояб. 2026 г. в 10:01, Lamps:',
    ],
    ['windows-1255', 'כן, תודה רבה. ₪100'],
    ['iso-8859-2', 'Proszę wysłać na ulicę Długą, dziękuję. Paczka nie dotarła, źle.'],
    ['windows-1252', 'Le colis est arrivé, mais où est la facture? Très déçu, Hélène'],
    ['windows-1252', 'Grüße'],
    ['windows-1254', 'Teşekkürler'],
    ['windows-1252', '·.¸¸.·´¯`·.¸¸.-> Ciao <-.¸¸.·´¯`·.¸¸.·'],
    ['windows-1252', 'Það er í lagi, þakka þér fyrir'],
  ])('recognises %s without any label', (charset, text) => {
    expect(decodeCharset(iconv.encode(text, charset), undefined)).toBe(text);
  });
});

describe('raw octets in the header (S23)', () => {
  it('are read in the charset of the body', async () => {
    const mail = iconv.encode(
      'From: Długi <anna@customer.example>\r\nSubject: ulica Długą\r\nContent-Type: text/plain; charset=iso-8859-2\r\n\r\nDziękuję\r\n',
      'iso-8859-2',
    );
    const { subject, author, text } = await readRaw(mail);
    expect([subject, author?.name, text]).toEqual(['ulica Długą', 'Długi', 'Dziękuję\n']);
  });

  it('may be UTF-8 though the body has another charset', async () => {
    const head = Buffer.from(
      'From: a@b.example\r\nSubject: città\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n',
    );
    expect((await readRaw(Buffer.concat([head, octets('per\xf2')]))).subject).toBe('città');
  });
});
