import { fill } from '../texts/fill.ts';
import { useSpeech } from '../texts/language.tsx';
import type { SettingsTextKey } from './texts/en.ts';
import { SETTINGS_TEXTS } from './texts/settings-texts.ts';

export type SettingsSay = (
  key: SettingsTextKey,
  values?: Record<string, string | number>,
) => string;

/** Texts of the settings page. `find` also serves settings that are newer than the page. */
export function useSettingsTexts() {
  const { language } = useSpeech();
  const texts: Record<string, string> = SETTINGS_TEXTS[language];
  const find = (key: string, values: Record<string, string | number> = {}): string | undefined => {
    const text = texts[key];
    return text && fill(text, values);
  };
  const say: SettingsSay = (key, values) => find(key, values) ?? key;
  return { say, find, language };
}
