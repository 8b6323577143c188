import { xoauth2Response } from './xoauth2-response.ts';

/** A shorter secret is not hidden, because it would match ordinary text. */
const MIN_SECRET_LENGTH = 4;

const base64 = (text: string) => Buffer.from(text).toString('base64');

/**
 * What a server may repeat of a login: the secret itself, as a quoted string (RFC 9051 §4.3), and in base64 alone, as PLAIN (RFC 4616) and
 * as XOAUTH2 send it. The longest first, because they may contain one another.
 */
const formsOf = (secret: string, user: string): string[] =>
  [
    base64(`\0${user}\0${secret}`),
    xoauth2Response(user, secret),
    base64(secret),
    secret.replace(/["\\]/g, '\\$&'),
    secret,
  ].sort((one, other) => other.length - one.length);

/** Removes what a server has repeated of the login. To be done before a text is cut: the beginning of a secret is not found. */
export const hideSecrets = (text: string, secrets: readonly string[], user: string): string =>
  secrets
    .filter((secret) => secret.length >= MIN_SECRET_LENGTH)
    .flatMap((secret) => formsOf(secret, user))
    .reduce((shown, form) => shown.replaceAll(form, '(secret)'), text);

/** The secret of a mailbox, and for XOAUTH2 the secret fields of its JSON. */
export function secretsIn(secret: string): string[] {
  const parts = secret.matchAll(/"(?:refreshToken|clientSecret)"\s{0,9}:\s{0,9}"([^"]{1,9000})"/g);
  return [secret, ...[...parts].map(([, value = '']) => value)];
}
