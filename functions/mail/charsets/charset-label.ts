import iconv from 'iconv-lite';

/** Names used in mail that are no WHATWG encoding labels, even with other punctuation. */
const ALIASES: Record<string, string> = {
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  ms949: 'euc-kr',
  ms932: 'shift_jis',
  eucjp: 'euc-jp',
  ujis: 'euc-jp',
  euckr: 'euc-kr',
  uhc: 'euc-kr',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  jis: 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  cp50222: 'iso-2022-jp',
  iso2022jp2: 'iso-2022-jp',
  iso2022jpms: 'iso-2022-jp',
  iso2022kr: 'iso-2022-kr',
  iso2022cn: 'iso-2022-cn',
  iso2022cnext: 'iso-2022-cn',
  macce: 'maccenteuro',
  maccentraleurroman: 'maccenteuro',
  hz: 'hz-gb-2312',
  hzgb2312: 'hz-gb-2312',
  utf7: 'utf-7',
  unicode11utf7: 'utf-7',
  csunicode11utf7: 'utf-7',
  unicode20utf7: 'utf-7',
  utf8: 'utf-8',
  utf8mb4: 'utf-8',
  unicode11utf8: 'utf-8',
  usascii: 'utf-8',
  ascii: 'utf-8',
  ansix341968: 'utf-8',
  utf16: 'utf-16',
  iso10646ucs2: 'utf-16',
  ucs2: 'utf-16',
  unicode: 'utf-16',
};
/** Labels that say the charset is not known. */
const UNKNOWN =
  /^(?:x-user-defined|x-unknown|unknown(?:-8bit)?|8bit|binary|default|none|iso-ir-\d+)$/;
/** Codecs of iconv-lite that are not charsets. */
const NO_CHARSETS = /^(?:base64|hex|binary|utf7imap|internal)/;

/**
 * The charset that a label means, by the name that `decodeAs` takes; `win-1251`, `iso_8859-2` and the like are understood. Undefined when
 * there is no label or nobody knows it. ASCII gives `utf-8`, because ASCII labels often stand on other text.
 */
export function readCharsetLabel(label: string | undefined): string | undefined {
  const name = (label ?? '')
    .trim()
    .toLowerCase()
    .replace(/\*.*$/, '')
    .replace(/["'<>\s]/g, '');
  if (name === '' || UNKNOWN.test(name)) return undefined;
  const bare = name.replace(/^x-(?=\w)/, '').replace(/[^a-z0-9]/g, '');
  const names = [name, ...spellings(name, bare)];
  return ALIASES[bare] ?? names.map(webName).find(Boolean) ?? names.find(isInLibrary);
}

function spellings(name: string, bare: string): string[] {
  const hyphened = name.replace(/[_ ]/g, '-');
  const iso = /^(?:iso)?8859(\d{1,2})[ei]?$/.exec(bare)?.[1];
  const windows = /^(?:win|windows|ms|cp)(125\d|874)$/.exec(bare)?.[1];
  const page = /^(?:cp|ibm|dos|oem|pc)(\d{3,5})$/.exec(bare)?.[1];
  return [
    hyphened,
    ...(iso === undefined ? [] : [`iso-8859-${iso}`]),
    ...(windows === undefined ? [] : [`windows-${windows}`]),
    ...(page === undefined ? [] : [`cp${page}`]),
    bare,
  ];
}

/** The name by which TextDecoder knows a charset. */
function webName(name: string): string | undefined {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return undefined;
  }
}

const isInLibrary = (name: string) => !NO_CHARSETS.test(name) && iconv.encodingExists(name);
