const MEANT: Record<string, string> = {
  base64: 'base64',
  b64: 'base64',
  quotedprintable: 'quoted-printable',
  qp: 'quoted-printable',
  uuencode: 'uuencode',
  uue: 'uuencode',
  uu: 'uuencode',
};

/** The encoding that a Content-Transfer-Encoding means, whatever quotes, parameters or comments surround it; else its first word. */
export function repairTransferEncoding(value: string): string {
  const words = value.toLowerCase().match(/[a-z0-9][\w-]{0,30}/g) ?? [];
  const bare = words.map((word) => word.replace(/^x-|[_-]/g, ''));
  // `quoted printable`, `base 64`: with a blank instead of the hyphen
  const pairs = bare.map((word, at) => word + (bare[at + 1] ?? ''));
  const meant = [...bare, ...pairs].map((word) => MEANT[word]).find(Boolean);
  return meant ?? words[0] ?? '';
}
