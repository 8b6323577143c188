import { token } from './facts.ts';

/** A call that was refused: status, the API's code and a sentence for people. */
export class CallError extends Error {
  readonly status: number;
  readonly code: string | undefined;

  constructor(status: number, message: string, code?: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** A call of the chat API. */
export function api<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const bearer = token.read();
  return call(`/v1${path}`, method, body && JSON.stringify(body), {
    ...(bearer && { authorization: `Bearer ${bearer}` }),
  });
}

/** A control of this machine below `/local`; a text goes as it is. */
export function local<Answer>(
  method: string,
  path: string,
  body?: object | string,
): Promise<Answer> {
  return call(`/local${path}`, method, typeof body === 'object' ? JSON.stringify(body) : body, {});
}

async function call<Answer>(
  url: string,
  method: string,
  body: string | undefined,
  headers: Record<string, string>,
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const answer = text ? read(text) : undefined;
  if (response.ok) return answer as Answer;
  throw new CallError(response.status, sentenceOf(answer) ?? `${response.status}`, answer?.code);
}

interface Refusal {
  code?: string;
  detail?: string;
  title?: string;
  error?: string;
  message?: string;
  errors?: Array<{ pointer?: string; message?: string; detail?: string }>;
}

function read(text: string): Refusal | undefined {
  try {
    return JSON.parse(text) as Refusal;
  } catch {
    return { detail: text.slice(0, 200) };
  }
}

/** RFC 9457 problem details, with what is wrong with each field. */
function sentenceOf(refusal: Refusal | undefined): string | undefined {
  if (!refusal) return undefined;
  const fields = (refusal.errors ?? []).map(({ pointer, message, detail }) =>
    [pointer?.replace(/^\//, ''), message ?? detail].filter(Boolean).join(': '),
  );
  const about = refusal.detail ?? refusal.error ?? refusal.title ?? refusal.message;
  return [about, ...fields].filter(Boolean).join(' – ') || undefined;
}
