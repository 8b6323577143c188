import * as v from 'valibot';

/**
 * What a token may do; each scope includes those before it. `read`: read the chat; `full`: write it, too; `admin`: also change settings and
 * mailboxes (docs/openapi.json).
 */
export const API_SCOPES = ['read', 'full', 'admin'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** Tokens in the secret; a call is compared with each of them. */
const MAX_API_TOKENS = 50;
const MAX_TOKEN_CHARACTERS = 512;
/** Shorter keys are refused, because they could be guessed. */
const MIN_KEY_OCTETS = 16;

/** Longer field names are not shown in errors: somebody may have swapped an id and its key. */
const MAX_SAID_NAME_CHARACTERS = 16;
/** Faults that one error message names. */
const MAX_SAID_FAULTS = 3;

/** The secret that the stack generates if nobody gave a value (decision 0023). */
const generatedSecret = v.object({ generated: v.pipe(v.string(), v.minLength(32)) });

/**
 * JSON in our own form, or a generated secret. The field `generated` selects the form, so that faults are reported for the one that was
 * meant.
 */
const ownOrGenerated = <Own extends v.GenericSchema, Generated extends v.GenericSchema>(
  own: Own,
  generated: Generated,
) =>
  v.pipe(
    v.string(),
    v.parseJson(),
    v.lazy<Own | Generated>((input) =>
      v.is(v.object({ generated: v.any() }), input) ? generated : own,
    ),
  );

const API_TOKENS_MUST = `[{"id", "token", "scope": "admin", "full" or "read"}], 1 to ${MAX_API_TOKENS} of them, each id of 1 to 64 of A-Z a-z 0-9 . _ - and each token of 1 to ${MAX_TOKEN_CHARACTERS} characters`;
const apiTokensSecret = ownOrGenerated(
  v.pipe(
    v.array(
      v.object({
        // the id is part of table keys, between separators: with a # it could collide with another token's
        id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._-]{1,64}$/)),
        token: v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_TOKEN_CHARACTERS)),
        scope: v.picklist(API_SCOPES),
      }),
    ),
    v.nonEmpty(),
    v.maxLength(MAX_API_TOKENS),
  ),
  v.pipe(
    generatedSecret,
    v.transform(({ generated }) => [
      { id: 'generated', token: generated, scope: 'admin' as const },
    ]),
  ),
);

const TOKEN_KEYS_MUST = `{"current": id, "keys": {id: base64}}, the current id among the keys and each key of ${MIN_KEY_OCTETS} octets or more`;
const keyOctets = v.pipe(
  v.string(),
  v.transform((base64) => Buffer.from(base64, 'base64')),
  v.check(
    (octets) => octets.length >= MIN_KEY_OCTETS,
    ({ input }) => `is ${sizeOf(input)}`,
  ),
);
const tokenKeysSecret = ownOrGenerated(
  v.pipe(
    v.object({ current: v.string(), keys: v.record(v.string(), keyOctets) }),
    v.forward(
      v.check(({ current, keys }) => Object.hasOwn(keys, current), 'is none of the keys'),
      ['current'],
    ),
  ),
  v.pipe(
    generatedSecret,
    v.transform(({ generated }) => ({
      current: 'generated',
      keys: { generated: Buffer.from(generated) },
    })),
  ),
);

function read<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  { name, must }: { name: string; must: string },
) {
  const parsed = v.safeParse(schema, text);
  if (parsed.success) return parsed.output;
  const faults = parsed.issues.slice(0, MAX_SAID_FAULTS).map(describeFault);
  throw new Error(`the secret ${name} must be ${must}; ${faults.join(', ')}`);
}

/** Names the field and its length, never its content; the library's own messages quote it. */
function describeFault({ path, input, type, message }: v.BaseIssue<unknown>): string {
  const names = path?.map(({ key }) => String(key)) ?? ['what was given'];
  const said = names.map((name) => (name.length > MAX_SAID_NAME_CHARACTERS ? '…' : name)).join('.');
  if (type === 'parse_json') return `${said} is no JSON (${sizeOf(input)})`;
  return `${said} ${type === 'check' ? message : `is ${sizeOf(input)}`}`;
}

function sizeOf(given: unknown): string {
  if (given === undefined) return 'missing';
  if (typeof given === 'string') return `a text of ${given.length} characters`;
  if (Buffer.isBuffer(given)) return `base64 of ${given.length} octets`;
  if (Array.isArray(given)) return `a list of ${given.length}`;
  return given === null ? 'null' : `of type ${typeof given}`;
}

/** The bearer tokens of the chat API, in clear. Throws, without quoting the text, if it has neither form. */
export const readApiTokens = (text: string) =>
  read(apiTokensSecret, text, { name: 'api-tokens', must: API_TOKENS_MUST });

/** The octets of the keys that sign tokens and tags, by id (S2). Throws, without quoting the text, if it has neither form. */
export const readTokenKeys = (text: string) =>
  read(tokenKeysSecret, text, { name: 'token-keys', must: TOKEN_KEYS_MUST });
