import { Languages, SunMoon } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { type Language, useSpeech } from '../texts/language.tsx';
import { applyTheme, keptTheme, type Theme } from './theme.ts';

/** Language and appearance. */
export function Choices() {
  const { say, language, choose } = useSpeech();
  const [theme, setTheme] = useState(keptTheme);
  const changeTheme = (chosen: Theme) => {
    applyTheme(chosen);
    setTheme(chosen);
  };
  return (
    <div class="choices">
      <Languages size={15} aria-hidden="true" />
      <select
        aria-label={say('app.language')}
        value={language}
        onChange={({ currentTarget }) => choose(currentTarget.value as Language)}
      >
        <option value="en">English</option>
        <option value="it">Italiano</option>
      </select>
      <SunMoon size={15} aria-hidden="true" />
      <select
        aria-label={say('app.theme')}
        value={theme}
        onChange={({ currentTarget }) => changeTheme(currentTarget.value as Theme)}
      >
        <option value="system">{say('app.theme.system')}</option>
        <option value="light">{say('app.theme.light')}</option>
        <option value="dark">{say('app.theme.dark')}</option>
      </select>
    </div>
  );
}
