/**
 * Replaces `encoding-japanese` for libmime, which asks it for `EUCJP…`, `JIS…` and all that begins with `ISO-2022-JP`, as `ISO-2022-JP-MS`:
 * Node's own decoder reads them, under the two names that it knows. The tables of the package are a twentieth of `parse-mail`.
 */
const convert = (octets: Uint8Array, { from }: { from: string }): string =>
  new TextDecoder(/^euc/i.test(from) ? 'euc-jp' : 'iso-2022-jp').decode(octets);

// biome-ignore lint/style/noDefaultExport: the package has one
export default { convert };
