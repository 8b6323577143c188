/** What the pipeline told the page (console-page.ts). */
export interface Facts {
  address: string;
  apiToken: string;
  smtpPort: number;
  clients: string[];
  checks: string[];
}

export const facts = JSON.parse(document.getElementById('facts')?.textContent ?? '{}') as Facts;

/** A call of the chat API; an error carries what the API says. */
export function api<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const headers: Record<string, string> = { authorization: `Bearer ${facts.apiToken}` };
  return call(`/v1${path}`, method, headers, body && JSON.stringify(body));
}

/** A control below `/local`; a text goes as it is. */
export function local<Answer>(
  method: string,
  path: string,
  body?: object | string,
): Promise<Answer> {
  const text = typeof body === 'object' ? JSON.stringify(body) : body;
  return call(`/local${path}`, method, {}, text);
}

async function call<Answer>(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string | undefined,
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const answer = await response.json();
  if (response.ok) return answer as Answer;
  throw new Error(answer.detail ?? answer.error ?? answer.title ?? `${response.status}`);
}

/** Waits until the pipeline has done its work, so that what follows shows. */
export const settle = (): Promise<unknown> =>
  local('GET', '/idle?timeoutMs=5000').catch(() => undefined);
