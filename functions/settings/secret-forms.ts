import * as v from 'valibot';

/** What a token may do, each what the one before may and more: read the chat; write it; change settings and mailboxes (docs/openapi.json). */
export const API_SCOPES = ['read', 'full', 'admin'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** Tokens that one call is compared with. */
const MAX_API_TOKENS = 50;
const MAX_TOKEN_CHARACTERS = 512;
/** Keys shorter than this are refused: a guess must stay hopeless. */
const MIN_KEY_OCTETS = 16;

const json = v.pipe(v.string(), v.parseJson());
/** What the stack generates where nobody gave a value (decision 0023). */
const generatedSecret = v.object({ generated: v.pipe(v.string(), v.minLength(32)) });

const API_TOKENS_MUST =
  'the secret api-tokens must be [{"id", "token", "scope": "admin", "full" or "read"}], each id of 1 to 64 of A-Z a-z 0-9 . _ -';
const apiTokensSecret = v.pipe(
  json,
  v.union([
    v.pipe(
      v.array(
        v.object({
          // it stands in keys of the table between separators: one with a # could meet another token's
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
  ]),
);

const TOKEN_KEYS_MUST = `the secret token-keys must be {"current": id, "keys": {id: base64}}, the current id among the keys and each key of ${MIN_KEY_OCTETS} octets or more`;
const keyOctets = v.pipe(
  v.string(),
  v.transform((base64) => Buffer.from(base64, 'base64')),
  v.check((octets) => octets.length >= MIN_KEY_OCTETS),
);
const tokenKeysSecret = v.pipe(
  json,
  v.union([
    v.pipe(
      v.object({ current: v.string(), keys: v.record(v.string(), keyOctets) }),
      v.check(({ current, keys }) => Object.hasOwn(keys, current)),
    ),
    v.pipe(
      generatedSecret,
      v.transform(({ generated }) => ({
        current: 'generated',
        keys: { generated: Buffer.from(generated) },
      })),
    ),
  ]),
);

function read<Schema extends v.GenericSchema>(schema: Schema, text: string, must: string) {
  const parsed = v.safeParse(schema, text);
  if (!parsed.success) throw new Error(must);
  return parsed.output;
}

/** The bearer tokens of the chat API, in clear. Throws, without any of the text, if it has neither form. */
export const readApiTokens = (text: string) => read(apiTokensSecret, text, API_TOKENS_MUST);

/** The octets of the keys that sign tokens and tags, by id (S2). Throws, without any of the text, if it has neither form. */
export const readTokenKeys = (text: string) => read(tokenKeysSecret, text, TOKEN_KEYS_MUST);
