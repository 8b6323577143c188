import { ofBrowser } from '../data/keeper.ts';

export type Theme = 'system' | 'light' | 'dark';

const KEPT_AS = 'email-piping-theme';

export function keptTheme(): Theme {
  const kept = ofBrowser.read(KEPT_AS);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** The style sheet uses `data-theme`; without it, the system's setting. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  ofBrowser.keep(KEPT_AS, theme);
}
