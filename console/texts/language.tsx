import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { ofBrowser } from '../data/keeper.ts';
import { en, type TextKey } from './en.ts';
import { fill } from './fill.ts';
import { it } from './it.ts';
import { localeOf } from './locale.ts';
import { type MailTextKey, mailsEn, mailsIt } from './mails.ts';
import { type ReasonKey, reasonsEn, reasonsIt } from './reasons.ts';

export type Language = 'en' | 'it';

const TEXTS = {
  en: { ...en, ...mailsEn, ...reasonsEn },
  it: { ...it, ...mailsIt, ...reasonsIt },
} as const;
const KEPT_AS = 'email-piping-language';

export type Say = (
  key: TextKey | MailTextKey | ReasonKey,
  values?: Record<string, string | number>,
) => string;

function sayIn(language: Language): Say {
  return (key, values = {}) => fill(TEXTS[language][key], values);
}

/** The language chosen earlier, else the browser's. */
function firstLanguage(): Language {
  const kept = ofBrowser.read(KEPT_AS);
  if (kept === 'en' || kept === 'it') return kept;
  return navigator.language.toLowerCase().startsWith('it') ? 'it' : 'en';
}

interface Speech {
  language: Language;
  /** How times are written. */
  locale: string;
  say: Say;
  choose(language: Language): void;
}

const Context = createContext<Speech>({
  language: 'en',
  locale: 'en',
  say: sayIn('en'),
  choose: () => undefined,
});

export function LanguageProvider({ children }: { children: ComponentChildren }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choose = (chosen: Language) => {
    ofBrowser.keep(KEPT_AS, chosen);
    setLanguage(chosen);
  };
  const locale = localeOf(language, navigator.languages);
  return (
    <Context.Provider value={{ language, locale, say: sayIn(language), choose }}>
      {children}
    </Context.Provider>
  );
}

export const useSpeech = (): Speech => useContext(Context);
export const useSay = (): Say => useContext(Context).say;
