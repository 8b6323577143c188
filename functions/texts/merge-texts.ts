import { BUILT_IN_TEXTS, TEXT_NAMES, type Texts } from './built-in-texts.ts';

/** Longer overrides are refused: a text is a sentence or two, not a page. */
const MAX_TEXT_CHARACTERS = 2_000;
/** Keys of a team's file that are not texts. */
const OTHER_KEYS = ['logoUrl', 'chatUrl'];

/** A fault in a team's file; the texts stay usable. */
export interface TextProblem {
  key: string;
  reason: string;
}

/**
 * The texts of a language, with the team's overrides. A language that only the team has (`sv`) takes missing texts from English, and each
 * of them is reported as a problem.
 */
export function mergeTexts(
  locale: string,
  team: Record<string, unknown> | undefined,
): { texts: Texts; problems: TextProblem[] } {
  const base = BUILT_IN_TEXTS[locale];
  const problems: TextProblem[] = [];
  const texts: Texts = { ...(base ?? (BUILT_IN_TEXTS.en as Texts)) };
  for (const key of TEXT_NAMES) {
    const value = team?.[key];
    const reason = whyRefused(value);
    if (value === undefined) {
      if (!base) problems.push({ key, reason: 'missing: the English text is used' });
    } else if (reason) problems.push({ key, reason });
    else texts[key] = String(value);
  }
  const known: readonly string[] = [...TEXT_NAMES, ...OTHER_KEYS];
  const unknown = Object.keys(team ?? {}).filter((key) => !known.includes(key));
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
