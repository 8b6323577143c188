/** The language as the browser wants it: `en-GB` writes day before month, and hours from 0 to 23. */
export const localeOf = (language: string, wanted: readonly string[]): string =>
  wanted.find((each) => each.toLowerCase().split('-')[0] === language) ?? language;
