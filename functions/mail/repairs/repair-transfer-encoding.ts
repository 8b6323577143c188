const MEANT: Record<string, string> = {
  base64: 'base64',
  b64: 'base64',
  quotedprintable: 'quoted-printable',
  qp: 'quoted-printable',
  uuencode: 'uuencode',
  xuuencode: 'uuencode',
  uue: 'uuencode',
  xuue: 'uuencode',
  uu: 'uuencode',
};

/** The encoding that a Content-Transfer-Encoding means, whatever quotes, parameters or comments stand around it; else its first word. */
export function repairTransferEncoding(value: string): string {
  const words = value.toLowerCase().match(/[a-z0-9][\w-]{0,30}/g) ?? [];
  const meant = words.map((word) => MEANT[word.replace(/[_-]/g, '')]).find(Boolean);
  return meant ?? words[0] ?? '';
}
