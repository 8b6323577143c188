import type { ImapFlowError } from 'imapflow';
import {
  APP_PASSWORDS_PAGE,
  isGmailHost,
  isMicrosoftHost,
} from '../../settings/mailboxes/check-mailbox.ts';
import type { Mailbox } from '../../settings/mailboxes/mailboxes.ts';
import {
  MailboxError,
  type MailboxFault,
  MailboxThrottledError,
} from '../../steps/polling/ports.ts';
import { hideSecrets } from './hide-secrets.ts';
import { isThrottled } from './is-throttled.ts';

const MAX_SERVER_TEXT_LENGTH = 300;

type Explanation = [fault: MailboxFault, cure: string];

const CUT: Explanation = ['connection-cut', 'it cut the connection'];

const UNREACHABLE: Record<string, Explanation> = {
  ENOTFOUND: ['unknown-host', 'there is no such host: check "host"'],
  EAI_AGAIN: ['unknown-host', 'the host name cannot be looked up now'],
  ECONNREFUSED: ['unreachable', 'nobody listens there: check "host" and "port"'],
  EHOSTUNREACH: ['unreachable', 'there is no way to it: check "host"'],
  ENETUNREACH: ['unreachable', 'there is no way to it: check "host"'],
  ETIMEDOUT: ['no-answer', 'it does not answer: check "host", "port" and "tls"'],
  CONNECT_TIMEOUT: ['no-answer', 'it does not answer: check "host", "port" and "tls"'],
  GREETING_TIMEOUT: ['no-answer', 'it sends no greeting: check "port" and "tls"'],
  UPGRADE_TIMEOUT: ['no-tls', 'it does not finish the TLS handshake: check "port" and "tls"'],
  ECONNRESET: CUT,
  EPIPE: CUT,
  // the IMAP client's own codes
  NoConnection: CUT,
  EConnectionClosed: CUT,
  ClosedAfterConnectText: CUT,
  ClosedAfterConnectTLS: CUT,
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

/**
 * What the IMAP client says of LOGINDISABLED (RFC 9051 §7.2.2), or a server instead of it (RFC 5530): it accepts no password on this
 * connection.
 */
const takesNoPassword = (serverText: string, code?: string) =>
  code === 'PRIVACYREQUIRED' || /^login is disabled$|\bPRIVACYREQUIRED\b/i.test(serverText);

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

/** STARTTLS is required, because an attacker may hide the server's offer; nothing was sent in the clear. */
const noStartTls = ({ host, port }: Mailbox, said: string): MailboxError =>
  new MailboxError(
    `${host}:${port} does not upgrade to TLS by STARTTLS (${said}): check "port" and "tls"`,
    {
      code: 'no-starttls',
      said,
    },
  );

function loginRefused(mailbox: Mailbox, serverText: string, code?: string): MailboxError {
  if (isThrottled(serverText, code)) return turnedAway(mailbox, serverText);
  const said = tidy(serverText);
  const [fault, cure] = loginCure(mailbox);
  if (fault === 'login-refused' && takesNoPassword(serverText, code)) {
    return new MailboxError(
      `${mailbox.host} takes no password on this connection (${said}): check "tls" and "port"; a server that takes none at all needs "auth": "xoauth2"`,
      { code: 'no-passwords', said },
    );
  }
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

/** A refused login, in the form that the IMAP client gives it. */
export const loginRefusal = (responseText: string) =>
  Object.assign(new Error('the login is refused'), { authenticationFailed: true, responseText });

/** The client parses the answer to a FETCH, and leaves its response code there (RFC 9051 §7.1). */
interface ParsedResponse {
  attributes?: { section?: { value?: unknown }[] }[];
}

/** What an error says, without the secrets that the server may have repeated. */
function readFailure(error: unknown, hide: (text: string) => string) {
  const failure = Object.assign(new Error(), error) as ImapFlowError & {
    /** What the server said as BYE. */
    reason?: unknown;
    tlsFailed?: boolean;
  };
  const { response, responseText, reason, serverResponseCode, code = '' } = failure;
  const parsed = (typeof response === 'object' ? response : undefined) as
    | ParsedResponse
    | undefined
    | null;
  const parsedCode = parsed?.attributes?.[0]?.section?.[0]?.value;
  const answer = responseText ?? (typeof response === 'string' ? response : '');
  return {
    code,
    responseCode: serverResponseCode ?? (typeof parsedCode === 'string' ? parsedCode : undefined),
    answer: hide(String(answer || '')),
    bye: typeof reason === 'string' ? hide(reason) : '',
    message: hide(error instanceof Error ? error.message : ''),
    isLogin: failure.authenticationFailed === true,
    isTls: failure.tlsFailed === true,
  };
}

/** Turns any error of a client or socket into one that names the field and the cure, and holds none of the secrets. */
export function explainError(
  error: unknown,
  mailbox: Mailbox,
  secrets: readonly string[] = [],
): MailboxError {
  const hide = (text: string) => hideSecrets(text, secrets, mailbox.user);
  if (error instanceof MailboxError) return withoutSecrets(error, hide);
  const { code, responseCode, answer, bye, message, isLogin, isTls } = readFailure(error, hide);
  if (isLogin) return loginRefused(mailbox, answer || message, responseCode);
  const reason = answer || bye || message;
  if (isThrottled(reason, responseCode ?? code)) return turnedAway(mailbox, reason);
  const { host } = mailbox;
  if (bye) {
    const said = tidy(bye);
    return new MailboxError(`${host} ended the connection (${said})`, {
      code: 'connection-cut',
      said,
      cause: error,
    });
  }
  const connection = explainConnection(code, mailbox, error);
  if (connection) return connection;
  if (isTls && mailbox.tls === 'starttls') return noStartTls(mailbox, tidy(message));
  const said = tidy(answer || message);
  return new MailboxError(`${host}: ${said}${code && ` (${code})`}`, { said, cause: error });
}

function withoutSecrets(error: MailboxError, hide: (text: string) => string): MailboxError {
  const { message, trouble } = error;
  const said = trouble.said === undefined ? undefined : hide(trouble.said);
  if (hide(message) === message && said === trouble.said) return error;
  return error instanceof MailboxThrottledError
    ? new MailboxThrottledError(hide(message), said)
    : new MailboxError(hide(message), { code: trouble.code, ...(said && { said }) });
}
