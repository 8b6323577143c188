import { TextDecoder } from 'node:util';
import iconv from 'iconv-lite';

/** HZ (RFC 1843): `~{` and `~}` enclose Chinese, the rest is ASCII. */
const HZ_CHINESE = /~\{((?:[^~\r\n]|~(?!\}))*)(?:~\})?/g;
/** The escape sequence of ISO-2022-KR (RFC 1557) and ISO-2022-CN (RFC 1922). Between SO and SI each letter has two octets. */
const ANNOUNCEMENT = new RegExp(`${String.fromCharCode(0x1b)}\\$\\)[AC]`, 'g');
const [SO, SI] = [String.fromCharCode(0x0e), String.fromCharCode(0x0f)];
const SHIFTED = new RegExp(`${SO}([^${SI}\\r\\n]*)${SI}?`, 'g');

/**
 * Node's decoders of these know the first standard only. Programs write the later, larger sets under the
 * same labels: 8822 Korean syllables of Windows (code page 949), the characters of Hong Kong.
 */
const FULLER_CODECS: Readonly<Record<string, string>> = { 'euc-kr': 'cp949', big5: 'big5-hkscs' };

/** Decodes octets of a charset, named as `readCharsetLabel` names it. Never throws: octets that are not valid in it become U+FFFD. */
export function decodeAs(octets: Buffer, charset: string): string {
  switch (charset) {
    case 'hz-gb-2312':
      return decodeHz(octets);
    case 'iso-2022-kr':
      return decodeShifted(octets, 'euc-kr');
    case 'iso-2022-cn':
      return decodeShifted(octets, 'gbk');
    case 'utf-16':
      return decodeAs(octets, endianOf(octets));
  }
  const fuller = FULLER_CODECS[charset];
  if (fuller !== undefined) return iconv.decode(octets, fuller);
  try {
    return new TextDecoder(charset).decode(octets);
  } catch {
    // its UTF-7 and UTF-32 leave half a surrogate pair, which no store can hold in UTF-8
    return iconv.decode(octets, charset).toWellFormed();
  }
}

/** Decodes the seven-bit form of a charset by setting the eighth bit of each octet. */
function decodeHighBit(text: string, charset: string): string {
  return new TextDecoder(charset).decode(Buffer.from(text, 'latin1').map((octet) => octet | 0x80));
}

function decodeHz(octets: Buffer): string {
  return octets
    .toString('latin1')
    .replace(/~\r?\n/g, '')
    .replace(HZ_CHINESE, (_, chinese: string) => decodeHighBit(chinese, 'gbk'))
    .replaceAll('~~', '~');
}

function decodeShifted(octets: Buffer, charset: string): string {
  return octets
    .toString('latin1')
    .replaceAll(ANNOUNCEMENT, '')
    .replace(SHIFTED, (_, letters: string) => decodeHighBit(letters, charset));
}

/** UTF-16 without a byte order mark: ASCII characters show on which side their zero octet is. RFC 2781 §4.3 would assume big-endian. */
function endianOf(octets: Buffer): 'utf-16le' | 'utf-16be' {
  const sample = octets.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  for (const [at, octet] of sample.entries()) {
    if (octet !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  return even > odd ? 'utf-16be' : 'utf-16le';
}
