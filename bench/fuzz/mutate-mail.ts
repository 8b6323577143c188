/** A generator of pseudo-random numbers (mulberry32). The same seed gives the same mails. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Pieces of mails that are inserted at wrong places. */
const PIECES = [
  '\r\n',
  '\r\n\r\n',
  '\r\r\n',
  '\n',
  '--',
  '=',
  '=3D',
  '<',
  '>',
  '"',
  ';',
  '=?utf-8?B?4oKs?=',
  'Content-Type: multipart/mixed; boundary=b\r\n',
  'Content-Type: multipart/report; boundary=""\r\n',
  'Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n',
  'Content-Type: message/rfc822; name=postacert.eml\r\n',
  'X-Trasporto: posta-certificata\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Transfer-Encoding: uuencode\r\n',
  'Content-Type: text/html; charset=utf-16\r\n',
  '\r\n--b\r\n',
  '\r\n--b--\r\n',
  'begin 644 x\r\n',
  '-----BEGIN PGP SIGNED MESSAGE-----\r\n',
  '<img src="data:image/png;base64,AAAA',
  '\0\xff\xfe\x1b$B',
];
const MAX_MUTATIONS = 8;

/** A mail with one to eight mutations: octets changed, pieces removed, doubled, moved or inserted. Octets as characters. */
export function mutateMail(mail: string, random: () => number): string {
  const below = (end: number) => Math.floor(random() * end);
  let text = mail;
  for (let count = 1 + below(MAX_MUTATIONS); count > 0; count--) {
    const [at, size] = [below(text.length + 1), 1 + below(60)];
    const [before, cut, behind] = [
      text.slice(0, at),
      text.slice(at, at + size),
      text.slice(at + size),
    ];
    const piece = PIECES[below(PIECES.length)] ?? '';
    text = [
      before + behind,
      before + cut + cut + behind,
      before + piece + cut + behind,
      before + piece + behind,
      before + String.fromCharCode(below(256)) + cut.slice(1) + behind,
      behind + cut + before,
    ][below(6)] as string;
  }
  return text;
}
