import { useSpeech } from '../texts/language.tsx';
import { SETTINGS_TEXTS, type SettingsTextKey } from './settings-texts.ts';

export type SettingsSay = (
  key: SettingsTextKey,
  values?: Record<string, string | number>,
) => string;

/** The words of the activation page, and those of a setting that may be newer than the page. */
export function useSettingsTexts() {
  const { language } = useSpeech();
  const texts: Record<string, string> = SETTINGS_TEXTS[language];
  const find = (key: string, values: Record<string, string | number> = {}): string | undefined => {
    const text = texts[key];
    return (
      text &&
      Object.entries(values).reduce(
        (filled, [name, value]) => filled.replaceAll(`{${name}}`, String(value)),
        text,
      )
    );
  };
  const say: SettingsSay = (key, values) => find(key, values) ?? key;
  return { say, find, language };
}
