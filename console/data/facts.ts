/** What the pipeline of this machine tells the page; a deployed page is told nothing. */
export interface Facts {
  address?: string;
  apiToken?: string;
  smtpPort?: number;
  clients?: string[];
  checks?: string[];
}

export const facts = JSON.parse(document.getElementById('facts')?.textContent ?? '{}') as Facts;

/** The page of `npm start`, which has the controls below `/local` beside the chat API. */
export const isLocal = facts.apiToken !== undefined;

const TOKEN_KEY = 'email-piping-token';

/** Of a deployed page: kept for this tab alone, and never in a URL. */
export const token = {
  read: (): string | undefined => facts.apiToken ?? sessionStorage.getItem(TOKEN_KEY) ?? undefined,
  keep: (text: string): void => sessionStorage.setItem(TOKEN_KEY, text),
  forget: (): void => sessionStorage.removeItem(TOKEN_KEY),
};
