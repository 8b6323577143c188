import { ofTab } from './keeper.ts';

/** Facts that the local pipeline gives to the page; a deployed page has none. */
export interface Facts {
  address?: string;
  apiToken?: string;
  clients?: string[];
  checks?: string[];
}

export const facts = JSON.parse(document.getElementById('facts')?.textContent ?? '{}') as Facts;

/** The page is that of `npm start`, which has the controls below `/local` beside the chat API. */
export const isLocal = facts.apiToken !== undefined;

const TOKEN_KEY = 'email-piping-token';

/** The token of a deployed page: stored only for this tab, and never in a URL. */
export const token = {
  read: (): string | undefined => facts.apiToken ?? ofTab.read(TOKEN_KEY),
  keep: (text: string): void => ofTab.keep(TOKEN_KEY, text),
  forget: (): void => ofTab.forget(TOKEN_KEY),
};
