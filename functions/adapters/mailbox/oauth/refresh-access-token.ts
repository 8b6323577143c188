import * as v from 'valibot';
import {
  isGmailHost,
  isLoopbackHost,
  isMicrosoftHost,
} from '../../../settings/mailboxes/check-mailbox.ts';
import type { Mailbox } from '../../../settings/mailboxes/mailboxes.ts';
import { MailboxError } from '../../../steps/polling/ports.ts';
import { hideSecrets, secretsIn } from '../hide-secrets.ts';

const MAX_WAIT_MS = 15_000;
const MAX_PROVIDER_TEXT_LENGTH = 500;
/** Tokens of Microsoft have a few thousand octets. */
const MAX_ANSWER_BYTES = 64 * 1024;

const filled = v.pipe(v.string(), v.minLength(1));

/** The secret of a mailbox with `"auth": "xoauth2"`. */
const secretSchema = v.object({
  clientId: filled,
  clientSecret: v.optional(filled),
  refreshToken: filled,
  tokenUrl: v.optional(v.pipe(v.string(), v.url())),
  scope: v.optional(filled),
});
type OauthSecret = v.InferOutput<typeof secretSchema>;

const answerSchema = v.object({
  access_token: filled,
  refresh_token: v.fallback(v.optional(v.string()), undefined),
});
const refusalSchema = v.object({ error: v.string(), error_description: v.optional(v.string()) });

function parseSecret(text: string, { secret }: Mailbox): OauthSecret {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const parsed = v.safeParse(secretSchema, value);
  if (parsed.success) return parsed.output;
  const fields = parsed.issues.map((issue) => v.getDotPath(issue) ?? '').filter(Boolean);
  throw new MailboxError(
    `the secret "${secret}" must be JSON {"clientId", "clientSecret", "refreshToken", "tokenUrl"?, "scope"?} for "auth": "xoauth2"${fields.length > 0 ? `; wrong: ${fields.join(', ')}` : ''}`,
    { code: 'secret-malformed', said: fields.join(', ') },
  );
}

const GOOGLE_TOKEN_URL = 'https://oauth2.googleapis.com/token';
const MICROSOFT_TOKEN_URL = 'https://login.microsoftonline.com/common/oauth2/v2.0/token';

function providerTokenUrl(host: string): string | undefined {
  if (isGmailHost(host)) return GOOGLE_TOKEN_URL;
  return isMicrosoftHost(host) ? MICROSOFT_TOKEN_URL : undefined;
}

export interface TokenPolicy {
  /** Whether `tokenUrl` may be http on this machine. Not in Lambda, whose runtime has its own API there (decision 0083). */
  isLoopbackAllowed: boolean;
}

/** RFC 6749 §3.2 requires TLS. */
function tokenUrlOf(
  secret: OauthSecret,
  { host, secret: name }: Mailbox,
  { isLoopbackAllowed }: TokenPolicy,
): string {
  const url = secret.tokenUrl ?? providerTokenUrl(host);
  if (!url) {
    throw new MailboxError(`the secret "${name}" needs "tokenUrl": that of ${host} is not known`, {
      code: 'secret-malformed',
      said: 'tokenUrl',
    });
  }
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:') return url;
  if (protocol === 'http:' && isLoopbackAllowed && isLoopbackHost(hostname)) return url;
  throw new MailboxError(`"tokenUrl" in the secret "${name}" must begin with https://`, {
    code: 'secret-malformed',
    said: 'tokenUrl',
  });
}

function scopeOf(secret: OauthSecret, { host, protocol }: Mailbox): string | undefined {
  if (secret.scope || !isMicrosoftHost(host)) return secret.scope;
  const service = protocol === 'imap' ? 'IMAP' : 'POP';
  return `https://outlook.office.com/${service}.AccessAsUser.All offline_access`;
}

/** The provider is out of service or overloaded (RFC 9110 §15.6, RFC 6585 §4), which says nothing about the consent. */
const isOwnTrouble = (status: number) => status >= 500 || status === 429;

function explainRefusal(
  status: number,
  body: unknown,
  { secret, user }: Mailbox,
  secrets: readonly string[],
): MailboxError {
  const refusal = v.safeParse(refusalSchema, body);
  const words = refusal.success
    ? `${refusal.output.error}: ${refusal.output.error_description ?? 'no description'}`
    : 'no reason given';
  const hidden = hideSecrets(words, secrets, user);
  const said = hidden.replace(/\p{Cc}+/gu, ' ').slice(0, MAX_PROVIDER_TEXT_LENGTH);
  if (isOwnTrouble(status)) {
    return new MailboxError(
      `the provider gives no access token now (HTTP ${status}, ${said}): it is asked again with a later poll`,
      { said },
    );
  }
  return new MailboxError(
    `the provider gives no access token (HTTP ${status}, ${said}): authentication failed; check the secret "${secret}", or let the user consent again for a new refresh token`,
    { code: 'consent-ended', said },
  );
}

/** The JSON of an answer, of which no more is read than any provider's has: it may be compressed, or have no end. */
async function readAnswer({ body }: Response): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body ?? []) {
    size += piece.length;
    if (size > MAX_ANSWER_BYTES) return undefined;
    pieces.push(piece);
  }
  return JSON.parse(Buffer.concat(pieces).toString());
}

/** `fetch` itself says no more than that it failed. */
const reasonOf = ({ message, cause }: Error): string =>
  cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : message;

interface RefreshedToken {
  accessToken: string;
  /** The secret with the refresh token that came with it, if that is another one. */
  renewedSecret?: string;
}

/** Gets an access token for the refresh token in the secret (RFC 6749 §6). Throws `MailboxError` with the provider's own words. */
export async function refreshAccessToken(
  secretText: string,
  mailbox: Mailbox,
  policy: TokenPolicy,
): Promise<RefreshedToken> {
  const secret = parseSecret(secretText, mailbox);
  const url = tokenUrlOf(secret, mailbox, policy);
  const scope = scopeOf(secret, mailbox);
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: secret.clientId,
    refresh_token: secret.refreshToken,
    ...(secret.clientSecret && { client_secret: secret.clientSecret }),
    ...(scope && { scope }),
  });
  const response = await fetch(url, {
    method: 'POST',
    body: form,
    redirect: 'error',
    signal: AbortSignal.timeout(MAX_WAIT_MS),
  }).catch((error: Error) => {
    const { host } = new URL(url);
    throw new MailboxError(
      `${host} gives no access token, because it cannot be reached (${reasonOf(error)}): it is asked again with a later poll; if it stays so, check "tokenUrl" in the secret "${mailbox.secret}"`,
      { code: 'unreachable', said: host },
    );
  });
  const body = await readAnswer(response).catch(() => undefined);
  const answer = v.safeParse(answerSchema, body);
  if (!response.ok || !answer.success) {
    throw explainRefusal(response.status, body, mailbox, secretsIn(secretText));
  }
  const { access_token: accessToken, refresh_token: refreshToken } = answer.output;
  if (!refreshToken || refreshToken === secret.refreshToken) return { accessToken };
  // with all its fields, also those that only its owners know
  return {
    accessToken,
    renewedSecret: JSON.stringify({ ...JSON.parse(secretText), refreshToken }),
  };
}
