import { createHash, randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import {
  type ClaimResult,
  IDEMPOTENCY_MS,
  type IdempotencyStore,
  type KeyHolder,
  type StoredAnswer,
} from '../steps/chatting/ports.ts';
import type { Clock } from '../steps/ports.ts';
import type { ApiContext } from './api-context.ts';
import { MAX_IDEMPOTENCY_KEY_CHARACTERS } from './limits.ts';
import { invalid, Problem, unknown } from './problem.ts';

const KEY = new RegExp(`^[\\x21-\\x7e]{1,${MAX_IDEMPOTENCY_KEY_CHARACTERS}}$`);

/** Answers that show what people wrote: none is kept, for a key outlives an erasure (S19). */
const SHOWS_WORDS = /^\/v1\/(conversations(\/[^/]+\/messages)?|mailboxes\/rehearse)$/;

/** Answers that show a mail: who wrote it, and about what. Its record may be erased before the key ends (S19). */
const CALL_ABOUT_MAIL = /^\/v1\/inbound\/([^/]+)\/(?:replay|release)$/;

/** The record as the API shows it; undefined: there is none. */
type ReadMail = (mailId: string) => Promise<object | undefined>;

/**
 * A POST with an Idempotency-Key happens once in 24 h: its answer is kept for each token, and what it creates gets the same ids when a
 * try died half-way. A call that was refused leaves the key free. An answer that shows what people wrote is not kept: a repeated call is
 * made again of the same ids, which changes nothing and shows what is there. Of an answer that shows a mail only this is kept: a repeated
 * call is answered with the record as it is then, and a preview, which changes nothing, is made again.
 */
export function keepIdempotency(
  store: IdempotencyStore,
  clock: Clock,
  readMail: ReadMail = async () => undefined,
): MiddlewareHandler<ApiContext> {
  return async (c, next) => {
    const key = c.req.method === 'POST' ? c.req.header('idempotency-key') : undefined;
    if (key === undefined) {
      c.set('reserve', async (_name, propose) => propose());
      return next();
    }
    if (!KEY.test(key)) throw malformedKey();
    const tokenId = c.get('token').id;
    const requestDigest = await digestOf(c);
    const holder: KeyHolder = { tokenId, idempotencyKey: key, by: randomUUID() };
    const claim = await store.claim({ ...holder, requestDigest, nowMs: clock.now() });
    const mailId = CALL_ABOUT_MAIL.exec(c.req.path)?.[1];
    if (claim.kind === 'answered') {
      return mailId === undefined
        ? repeatAnswer(claim.answer)
        : repeatAboutMail(claim.answer, await readMail(mailId));
    }
    if (claim.kind !== 'claimed') throw refusalOf(claim);
    c.set('reserve', async (name, propose) => store.reserve(tokenId, key, name, await propose()));
    const letGo = holdOn(() => store.hold(holder, clock.now()));
    await next().finally(letGo);
    const answered = mailId === undefined ? c.res : await withoutMail(c.res);
    await settle(answered, (answer) => store.complete(holder, answer), {
      mayKeep: !SHOWS_WORDS.test(c.req.path),
      release: (forget) => store.release(holder, { forget }),
    });
    return undefined;
  };
}

/** Extends the hold until the returned function is called, which waits for an extension that is under way. One that fails is not missed: others follow. */
function holdOn(extend: () => Promise<void>): () => Promise<void> {
  let extending = Promise.resolve();
  const timer = setInterval(() => {
    extending = extend().catch(() => undefined);
  }, IDEMPOTENCY_MS.extendEvery);
  return () => {
    clearInterval(timer);
    return extending;
  };
}

/** An answer of success is kept, if it may be; after a failure of ours the ids stay, after a refusal nothing. */
async function settle(
  response: Response,
  keep: (answer: StoredAnswer) => Promise<void>,
  { mayKeep, release }: { mayKeep: boolean; release: (forget: boolean) => Promise<void> },
): Promise<void> {
  if (!response.ok) return release(response.status < 500);
  if (!mayKeep) return release(false);
  const body = await response.clone().text();
  const contentType = response.headers.get('content-type') ?? '';
  await keep({ status: response.status, body, contentType });
}

/** What is kept of an answer that shows a mail; of a preview nothing, as if it had been refused. */
async function withoutMail(response: Response): Promise<Response> {
  if (!response.ok) return response;
  const isPreview = 'before' in ((await response.clone().json()) as object);
  return new Response(null, { status: isPreview ? 400 : response.status });
}

function repeatAboutMail({ status }: StoredAnswer, mail: object | undefined): Response {
  if (!mail) throw unknown('mail');
  return Response.json(mail, { status, headers: { 'idempotency-replayed': 'true' } });
}

async function digestOf(c: Context<ApiContext>): Promise<string> {
  const asked = whatIsAsked(Buffer.from(await c.req.arrayBuffer()));
  return createHash('sha256').update(`${c.req.method} ${c.req.path}\n`).update(asked).digest('hex');
}

/** JSON says the same in every order of its fields and with any white space (RFC 8259 §1, §2); what is not read so, or nested too deep, counts by its octets. */
function whatIsAsked(body: Buffer): Buffer | string {
  try {
    return JSON.stringify(JSON.parse(body.toString()), inOrderOfNames);
  } catch {
    return body;
  }
}

const inOrderOfNames = (_name: string, value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

const repeatAnswer = ({ status, body, contentType }: StoredAnswer) =>
  new Response(body === '' ? null : body, {
    status,
    headers: { 'content-type': contentType, 'idempotency-replayed': 'true' },
  });

function refusalOf({ kind }: Extract<ClaimResult, { kind: 'in-flight' | 'other-request' }>) {
  return kind === 'in-flight'
    ? new Problem({
        status: 409,
        code: 'idempotency-key-in-flight',
        detail: 'A call with this Idempotency-Key is still being worked on.',
        retryAfterSeconds: 1,
      })
    : new Problem({
        status: 422,
        code: 'idempotency-key-reused',
        detail: 'This Idempotency-Key came with another request before: make a new one.',
      });
}

const malformedKey = () =>
  invalid(
    'idempotency-key-malformed',
    '/Idempotency-Key',
    `must be 1 to ${MAX_IDEMPOTENCY_KEY_CHARACTERS} visible ASCII characters`,
    'header',
  );
