import de from './texts/de.json' with { type: 'json' };
import en from './texts/en.json' with { type: 'json' };
import es from './texts/es.json' with { type: 'json' };
import fr from './texts/fr.json' with { type: 'json' };
import it from './texts/it.json' with { type: 'json' };
import nl from './texts/nl.json' with { type: 'json' };
import pl from './texts/pl.json' with { type: 'json' };
import pt from './texts/pt.json' with { type: 'json' };

/** Every text of a mail and of our notices, in one language (S18). */
export type Texts = typeof en;
export type TextName = keyof Texts;

export const BUILT_IN_TEXTS: Readonly<Record<string, Texts>> = { en, it, de, fr, es, pt, nl, pl };
export const TEXT_NAMES = Object.keys(en) as TextName[];
/** A longer override is refused: it is a text, not a page. */
const MAX_TEXT_CHARACTERS = 2_000;

/** What is wrong with a team's file; the texts stay usable (contracts §4). */
export interface TextProblem {
  key: string;
  reason: string;
}

/**
 * The texts of a language: the team's over our own. A language of the team's own (`sv`) takes what it lacks from English, and every such
 * key is a problem to report.
 */
export function mergeTexts(
  locale: string,
  team: Record<string, unknown> | undefined,
): { texts: Texts; problems: TextProblem[] } {
  const base = BUILT_IN_TEXTS[locale];
  const problems: TextProblem[] = [];
  const texts: Texts = { ...(base ?? en) };
  for (const key of TEXT_NAMES) {
    const value = team?.[key];
    const reason = whyRefused(value);
    if (value === undefined) {
      if (!base) problems.push({ key, reason: 'missing: the English text is used' });
    } else if (reason) problems.push({ key, reason });
    else texts[key] = String(value);
  }
  const unknown = Object.keys(team ?? {}).filter((key) => !(key in en) && key !== 'logoUrl');
  return {
    texts,
    problems: [...problems, ...unknown.map((key) => ({ key, reason: 'no text of ours' }))],
  };
}

function whyRefused(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') return 'must be a text';
  if (value.length > MAX_TEXT_CHARACTERS) return `longer than ${MAX_TEXT_CHARACTERS} characters`;
  return undefined;
}

/** `"{author} wrote:"` with its placeholders filled; an unknown placeholder stays as it is. */
export function fillText(text: string, values: Record<string, string>): string {
  return text.replace(/\{([a-z]{1,20})\}/gi, (whole, name: string) => values[name] ?? whole);
}

/** Languages to try for a person, best first: `"pt-BR"` → `pt-br`, `pt`, then the setting's. */
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
