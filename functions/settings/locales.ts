/** The languages that every text of ours exists in (S18). */
export const LOCALES = ['en', 'it', 'de', 'fr', 'es', 'pt', 'nl', 'pl'] as const;
