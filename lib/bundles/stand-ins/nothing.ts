/**
 * For packages that are imported and never called: `postcss` of sanitize-html reads style attributes, which we never keep (S13); `bowser` of
 * the SDK names a browser.
 */
export const parse = undefined;
// biome-ignore lint/style/noDefaultExport: the package has one
export default {};
