/** Locales to try for a person, best first: `"pt-BR"` → `pt-br`, `pt`, then `fallback`. */
export function candidateLocales(locale: string | undefined, fallback: string): string[] {
  const wanted = (locale ?? '').toLowerCase().replaceAll('_', '-');
  const [language = ''] = wanted.split('-');
  return [...new Set(isLanguageTag(wanted) ? [wanted, language, fallback] : [fallback])];
}

function isLanguageTag(text: string): boolean {
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/.test(text)) return false;
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
