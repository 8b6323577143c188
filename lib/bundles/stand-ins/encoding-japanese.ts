/**
 * Replaces `encoding-japanese` for libmime, which reads the charsets of Japan by this function of it: Node's own decoder does the same.
 * The tables of the package are a twentieth of `parse-mail`. Of a charset that Node does not know libmime asks iconv-lite.
 */
const convert = (octets: Uint8Array, { from }: { from: string }): string =>
  new TextDecoder(/^jis$/i.test(from) ? 'iso-2022-jp' : from).decode(octets);

// biome-ignore lint/style/noDefaultExport: the package has one
export default { convert };
