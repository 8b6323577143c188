/** The languages of our built-in texts (S18). */
export const LOCALES = ['en', 'it', 'de', 'fr', 'es', 'pt', 'nl', 'pl'] as const;
