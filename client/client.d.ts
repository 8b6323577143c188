import type { components, operations, webhooks } from './generated/api.js';

/** What the chat API takes and gives, by name: `Schemas['Message']`. */
export type Schemas = components['schemas'];
export type ProblemCode = Schemas['Problem']['code'];

/** What adds nothing to an intersection where a call has none. */
type Given<Part> = [NonNullable<Part>] extends [never] ? unknown : NonNullable<Part>;
type PathOf<Call> = Call extends { parameters: { path?: infer Path } } ? Given<Path> : unknown;
type QueryOf<Call> = Call extends { parameters: { query?: infer Query } } ? Given<Query> : unknown;
type BodyOf<Call> = Call extends { requestBody: { content: { 'application/json': infer Body } } }
  ? Body
  : Call extends { requestBody?: { content: { 'application/json': infer Body } } }
    ? Partial<Body>
    : unknown;

/** Path, query and body of a call in one object: no two of them have a field of the same name. */
export type InputOf<Call> = PathOf<Call> & QueryOf<Call> & BodyOf<Call>;

type Content<Answer> = Answer extends { content: { 'application/json': infer Body } }
  ? Body
  : undefined;
type Succeeded<Responses> = Responses extends { 200: infer Answer }
  ? Content<Answer>
  : Responses extends { 201: infer Answer }
    ? Content<Answer>
    : Responses extends { 202: infer Answer }
      ? Content<Answer>
      : Responses extends { 302: unknown }
        ? { location: string }
        : undefined;

/** What a call gives when it succeeds; of a file, where it is to be fetched. */
export type AnswerOf<Call> = Call extends { responses: infer Responses }
  ? Succeeded<Responses>
  : never;

export interface CallOptions {
  /** Of a POST; one is made where none is given, so that what is sent again happens once. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** What is posted to a webhook; `type` says which: `if (event.type === 'message.created') show(event.data.message)`. */
export type WebhookEvent = {
  [Type in keyof webhooks]: BodyOf<webhooks[Type]['post']>;
}[keyof webhooks];

/** The document describes events as calls, too: those are for the webhook to answer. */
type CallName = Exclude<keyof operations, `on${Capitalize<string>}`>;

/** Each call of the API by its `operationId`. One that fails throws a {@link PipingProblem}. */
export type Client = {
  [Name in CallName]: Record<never, never> extends InputOf<operations[Name]>
    ? (
        input?: InputOf<operations[Name]>,
        options?: CallOptions,
      ) => Promise<AnswerOf<operations[Name]>>
    : (
        input: InputOf<operations[Name]>,
        options?: CallOptions,
      ) => Promise<AnswerOf<operations[Name]>>;
};

export interface ClientOptions {
  /** Where the API is, without `/v1`. */
  url: string;
  token: string;
  /** @default - the one of Node or the browser */
  fetch?: (request: Request) => Promise<Response>;
}

/**
 * The chat API. A call without an answer, or with 429 or 5xx, is sent up to four times; `Retry-After` is kept.
 * Where no answer comes, it throws an `Error` that names the address and, as `cause`, the fault of the connection.
 */
export function createClient(options: ClientOptions): Client;

/** Every page of a list, one after the other: `for await (const { messages } of eachPage(piping.listMessages, { conversationId }))`. */
export function eachPage<Input, Page extends { cursor?: string }>(
  list: (input: Input) => Promise<Page>,
  input: Omit<Input, 'cursor'>,
): AsyncGenerator<Page, void>;

/** An answer that is no success (RFC 9457). Programs branch on `code`. */
export class PipingProblem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  /** Which fields are wrong, and what is wrong with each. */
  readonly errors: NonNullable<Schemas['Problem']['errors']>;
  /** Stands in the log of the API, too. */
  readonly requestId: string | null;
}
