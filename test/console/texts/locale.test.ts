import { expect, it } from 'vitest';
import { localeOf } from '../../../console/texts/locale.ts';

it.each([
  ['en', ['en-GB', 'en'], 'en-GB'],
  ['it', ['en-GB', 'it-CH'], 'it-CH'],
  ['en', ['de-DE', 'en-US'], 'en-US'],
  ['en', ['de-DE'], 'en'],
])('writes times in %s for a browser that wants %j as %s does', (language, wanted, locale) => {
  expect(localeOf(language, wanted)).toBe(locale);
});
