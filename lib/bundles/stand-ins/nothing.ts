/**
 * Replaces packages that are imported but never called: `postcss` in sanitize-html parses
 * style attributes, which we never keep (S13); `bowser` in the SDK identifies browsers.
 */
export const parse = undefined;
// biome-ignore lint/style/noDefaultExport: the package has one
export default {};
