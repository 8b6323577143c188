/**
 * Replaces packages that are imported but never called: `postcss` in sanitize-html parses style attributes, which we never keep (S13);
 * `bowser` in the SDK identifies browsers; `pino` and `socks` are for ImapFlow's own log and for proxies.
 */
export const parse = undefined;
export const SocksClient = undefined;
// biome-ignore lint/style/noDefaultExport: the package has one
export default {};
