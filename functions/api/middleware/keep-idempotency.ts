import { createHash, randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import {
  type ClaimResult,
  IDEMPOTENCY_MS,
  type IdempotencyStore,
  type KeyHolder,
  type StoredAnswer,
} from '../../steps/chatting/ports.ts';
import type { Clock } from '../../steps/ports.ts';
import type { ApiContext } from '../api-context.ts';
import { MAX_IDEMPOTENCY_KEY_CHARACTERS } from '../limits.ts';
import { invalid, Problem, unknown } from '../problems/problem.ts';

const KEY = new RegExp(`^[\\x21-\\x7e]{1,${MAX_IDEMPOTENCY_KEY_CHARACTERS}}$`);

/**
 * Calls whose answers are not kept: they show what people wrote, and a key outlives an erasure (S19), or hold the URL of an upload, which a
 * key outlives, too.
 */
const MADE_AGAIN = /^\/v1\/(attachments|conversations(\/[^/]+\/messages)?|mailboxes\/rehearse)$/;

/** Calls whose answers show a mail's author and subject; the record may be erased before the key expires (S19). */
const CALL_ABOUT_MAIL = /^\/v1\/inbound\/([^/]+)\/(?:replay|release)$/;

/** The record as the API shows it; undefined: there is none. */
type ReadMail = (mailId: string) => Promise<object | undefined>;

/**
 * A POST with an Idempotency-Key takes effect once in 24 h. Its answer is kept, by token, and a retry after a killed try creates under the
 * same ids. A refused call frees the key. A call of `MADE_AGAIN` runs again under the same ids, which changes nothing and shows the present
 * state. For an answer that shows a mail only its status is kept: the repeated call returns the present record, and a preview, which
 * changes nothing, runs again.
 */
export function keepIdempotency(
  store: IdempotencyStore,
  clock: Clock,
  readMail: ReadMail,
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
    c.set('reserve', async (name, propose) => {
      const id = await store.reserve(holder, name, await propose());
      if (id === undefined) throw refusalOf({ kind: 'in-flight' });
      return id;
    });
    const stopHold = extendHold(() => store.hold(holder, clock.now()));
    await next().finally(stopHold);
    await keepOrFree(store, holder, await keptOf(c.res, c.req.path));
    return undefined;
  };
}

/**
 * Extends the hold until the returned function is called, which also waits for an extension in progress. A failed extension is ignored:
 * others follow.
 */
function extendHold(extend: () => Promise<void>): () => Promise<void> {
  let extending = Promise.resolve();
  const timer = setInterval(() => {
    extending = extend().catch(() => undefined);
  }, IDEMPOTENCY_MS.extendEvery);
  return () => {
    clearInterval(timer);
    return extending;
  };
}

/** `ids`: the reserved ids alone, which the next try takes, also after a failure of ours. */
type Kept = StoredAnswer | 'ids' | 'nothing';

const keepOrFree = (store: IdempotencyStore, holder: KeyHolder, kept: Kept) =>
  typeof kept === 'object'
    ? store.complete(holder, kept)
    : store.free(holder, { forget: kept === 'nothing' });

/** Of an answer that shows a mail, the status is kept. A preview counts as refused, so that nothing of it is kept. */
async function keptOf(response: Response, path: string): Promise<Kept> {
  const { ok, status, headers } = response;
  if (!ok) return status < 500 ? 'nothing' : 'ids';
  if (MADE_AGAIN.test(path)) return 'ids';
  const body = await response.clone().text();
  if (!CALL_ABOUT_MAIL.test(path))
    return { status, body, contentType: headers.get('content-type') ?? '' };
  const isPreview = 'before' in (JSON.parse(body) as object);
  return isPreview ? 'nothing' : { status, body: '', contentType: '' };
}

function repeatAboutMail({ status }: StoredAnswer, mail: object | undefined): Response {
  if (!mail) throw unknown('mail');
  return Response.json(mail, { status, headers: { 'idempotency-replayed': 'true' } });
}

async function digestOf(c: Context<ApiContext>): Promise<string> {
  const asked = canonicalBody(Buffer.from(await c.req.arrayBuffer()));
  return createHash('sha256').update(`${c.req.method} ${c.req.path}\n`).update(asked).digest('hex');
}

/**
 * The body in a canonical form: the order of fields and white space do not matter in JSON (RFC 8259 §1, §2). An empty one, or one with
 * a byte order mark, is compared by its octets.
 */
function canonicalBody(body: Buffer): Buffer | string {
  try {
    return JSON.stringify(JSON.parse(body.toString()), sortFields);
  } catch {
    return body;
  }
}

const sortFields = (_name: string, value: unknown) =>
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
