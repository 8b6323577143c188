import type { ImapFlowError } from 'imapflow';
import { APP_PASSWORDS_PAGE, isGmailHost, isMicrosoftHost } from '../../settings/mailbox-rules.ts';
import type { Mailbox } from '../../settings/mailboxes.ts';
import {
  MailboxError,
  type MailboxFault,
  MailboxThrottledError,
} from '../../steps/polling/ports.ts';
import { isThrottled } from './is-throttled.ts';

const MAX_SERVER_TEXT_LENGTH = 300;
/** A shorter secret is not redacted, because it would match ordinary text. */
const MIN_SECRET_LENGTH = 4;

const UNREACHABLE: Record<string, [fault: MailboxFault, cure: string]> = {
  ENOTFOUND: ['unknown-host', 'there is no such host: check "host"'],
  EAI_AGAIN: ['unknown-host', 'the host name cannot be looked up now'],
  ECONNREFUSED: ['unreachable', 'nobody listens there: check "host" and "port"'],
  EHOSTUNREACH: ['unreachable', 'there is no way to it: check "host"'],
  ENETUNREACH: ['unreachable', 'there is no way to it: check "host"'],
  ETIMEDOUT: ['no-answer', 'it does not answer: check "host", "port" and "tls"'],
  CONNECT_TIMEOUT: ['no-answer', 'it does not answer: check "host", "port" and "tls"'],
  GREETING_TIMEOUT: ['no-answer', 'it sends no greeting: check "port" and "tls"'],
  UPGRADE_TIMEOUT: ['no-tls', 'it does not finish the TLS handshake: check "port" and "tls"'],
  ECONNRESET: ['connection-cut', 'it cut the connection'],
  EPIPE: ['connection-cut', 'it cut the connection'],
};

const NOT_TRUSTED =
  /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|ERR_TLS_CERT_ALTNAME|HOSTNAME_MISMATCH)/;
const NO_TLS = /^(ERR_SSL_|EPROTO|ERR_TLS_)/;

/** A server's text, made fit for one line of a report. */
function tidy(text: string): string {
  return text
    .slice(0, 4 * MAX_SERVER_TEXT_LENGTH)
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, MAX_SERVER_TEXT_LENGTH);
}

function loginCure({ host, auth, secret }: Mailbox): [fault: MailboxFault, cure: string] {
  if (auth === 'xoauth2')
    return ['consent-ended', `check "user" and the secret "${secret}"; its consent may have ended`];
  if (isGmailHost(host)) {
    return [
      'app-password-needed',
      `Gmail takes an app password only: turn two-step verification on, make an app password at ${APP_PASSWORDS_PAGE} and put it into the secret "${secret}"`,
    ];
  }
  if (isMicrosoftHost(host))
    return ['oauth-needed', 'Microsoft 365 refuses passwords: give "auth": "xoauth2"'];
  return ['login-refused', `check "user" and the password in the secret "${secret}"`];
}

/** The server throttles the user; password and entry are fine. */
const turnedAway = ({ host, user }: Mailbox, serverText: string): MailboxThrottledError =>
  new MailboxThrottledError(
    `${host} lets "${user}" in later only (${tidy(serverText)}): the mailbox rests for a while; if it stays so, poll it by fewer programs`,
    tidy(serverText),
  );

/** The error for a login that the server refuses. */
export function loginRefused(mailbox: Mailbox, serverText: string, code?: string): MailboxError {
  if (isThrottled(serverText, code)) return turnedAway(mailbox, serverText);
  const said = tidy(serverText);
  const [fault, cure] = loginCure(mailbox);
  return new MailboxError(
    `${mailbox.host} refuses the login of "${mailbox.user}"${said && ` (${said})`}: authentication failed; ${cure}`,
    { code: fault, ...(said && { said }) },
  );
}

function explainConnection(
  code: string,
  { host, port }: Mailbox,
  cause: unknown,
): MailboxError | undefined {
  if (NOT_TRUSTED.test(code)) {
    return new MailboxError(
      `the certificate of ${host} is not trusted (${code}): check "host"; it must be the name that the certificate is for, and the certificate must be in force. For a server that signs its own, give its certificate as "ca"`,
      { code: 'certificate-not-trusted', said: code, cause },
    );
  }
  if (NO_TLS.test(code)) {
    const message = `no TLS with ${host}:${port} (${code}): check "port" and "tls"`;
    return new MailboxError(message, { code: 'no-tls', said: code, cause });
  }
  const [fault, cure] = UNREACHABLE[code] ?? [];
  return (
    fault &&
    new MailboxError(`${host}:${port} cannot be reached (${code}): ${cure}`, {
      code: fault,
      said: code,
      cause,
    })
  );
}

/** Turns any error of a client or socket into one that names the field and the cure. */
export function explainError(error: unknown, mailbox: Mailbox): MailboxError {
  if (error instanceof MailboxError) return error;
  const { code = '', message, ...failure } = Object.assign(new Error(), error) as ImapFlowError;
  const answer = String(failure.responseText ?? failure.response ?? '');
  const responseCode = failure.serverResponseCode;
  if (failure.authenticationFailed) return loginRefused(mailbox, answer, responseCode);
  const reason = answer || (error instanceof Error ? error.message : '');
  if (isThrottled(reason, responseCode ?? code)) return turnedAway(mailbox, reason);
  const connection = explainConnection(code, mailbox, error);
  if (connection) return connection;
  const said = tidy(failure.responseText ?? (error instanceof Error ? error.message : message));
  return new MailboxError(`${mailbox.host}: ${said}${code && ` (${code})`}`, {
    said,
    cause: error,
  });
}

/** Removes the secrets from an error, in case the server repeated them. */
export function withoutSecrets(error: MailboxError, secrets: readonly string[]): MailboxError {
  const clean = (given: string) =>
    secrets
      .filter((secret) => secret.length >= MIN_SECRET_LENGTH)
      .reduce((text, secret) => text.replaceAll(secret, '(secret)'), given);
  const { message, trouble } = error;
  const said = trouble.said === undefined ? undefined : clean(trouble.said);
  if (clean(message) === message && said === trouble.said) return error;
  return error instanceof MailboxThrottledError
    ? new MailboxThrottledError(clean(message), said)
    : new MailboxError(clean(message), { code: trouble.code, ...(said && { said }) });
}
