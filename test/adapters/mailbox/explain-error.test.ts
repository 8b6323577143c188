import { describe, expect, it } from 'vitest';
import { explainError, loginRefusal } from '../../../functions/adapters/mailbox/explain-error.ts';
import { Pop3Refusal } from '../../../functions/adapters/mailbox/pop3/pop3-connection.ts';
import type { Mailbox } from '../../../functions/settings/mailboxes/mailboxes.ts';
import { MailboxError, MailboxThrottledError } from '../../../functions/steps/polling/ports.ts';
import { FAKE_MAILBOX } from '../../steps/polling/fake-mailbox.ts';

const at = (host: string, more: Partial<Mailbox> = {}): Mailbox => ({
  ...FAKE_MAILBOX,
  host,
  ...more,
});
const loginRefused = (mailbox: Mailbox, serverText: string) =>
  explainError(loginRefusal(serverText), mailbox);
const failure = (fields: object) => Object.assign(new Error('it failed'), fields);

describe('explainError of a refused login', () => {
  it('names two-step verification, app passwords and their page for Gmail (R17)', () => {
    expect(loginRefused(at('imap.gmail.com'), 'Invalid credentials').message).toMatch(
      /\(Invalid credentials\).*two-step verification.*https:\/\/myaccount\.google\.com\/apppasswords/,
    );
  });

  it('names XOAUTH2 for Microsoft 365', () => {
    expect(loginRefused(at('outlook.office365.com'), '').message).toMatch(/"auth": "xoauth2"/);
  });

  it.each([
    [{ message: 'Login is disabled' }],
    [{ serverResponseCode: 'PRIVACYREQUIRED', responseText: 'Plain logins are off' }],
    [{ responseText: '[PRIVACYREQUIRED] Plain logins are off' }],
  ])(
    'does not blame the password where the server takes none (LOGINDISABLED, RFC 5530): %o',
    (fields) => {
      const error = explainError(failure({ authenticationFailed: true, ...fields }), at('h'));
      expect(error).toMatchObject({
        message: expect.stringMatching(
          /^h takes no password on this connection .*"tls".*"xoauth2"/,
        ),
        trouble: { code: 'no-passwords' },
      });
    },
  );

  it('cuts the server’s text to one line', () => {
    const { message } = loginRefused(at('h'), `a\r\nb\u202e${'x'.repeat(10_000)}`);
    expect(message).toMatch(/^[^\r\n\u202e]{1,600}$/);
  });
});

describe('explainError of a server that throttles', () => {
  it.each([
    [{ authenticationFailed: true, responseText: '[LIMIT] Rate limit hit.' }],
    [{ authenticationFailed: true, serverResponseCode: 'UNAVAILABLE', responseText: 'Later' }],
    [{ responseText: '[OVERQUOTA] Account exceeded command or bandwidth limits.' }],
    [{ authenticationFailed: true, responseText: '[ALERT] Too many simultaneous connections.' }],
    [{ response: { attributes: [{ section: [{ value: 'LIMIT' }] }] }, responseText: 'Slow down' }],
    [new Pop3Refusal('[SYS/TEMP] Download limit exceeded')],
    [{ code: 'ETHROTTLE', responseText: 'Request is throttled. Suggested Backoff Time: 92415' }],
  ])('does not blame the password: %o', (fields) => {
    const error = explainError(failure(fields), at('imap.gmail.com'));
    expect(error).toBeInstanceOf(MailboxThrottledError);
    expect(error.message).toMatch(/rests for a while/);
    expect(error.message).not.toMatch(/authentication failed/);
  });

  it('reads the codes of POP3 (RFC 2449, RFC 3206)', () => {
    for (const text of ['[IN-USE] Locked', '[LOGIN-DELAY] Wait', '[SYS/TEMP] Busy']) {
      expect(loginRefused(at('h'), text)).toBeInstanceOf(MailboxThrottledError);
    }
    expect(loginRefused(at('h'), '[AUTH] Bad password')).not.toBeInstanceOf(MailboxThrottledError);
  });
});

describe('explainError', () => {
  it.each([
    ['ENOTFOUND', /no such host: check "host"/],
    ['ECONNREFUSED', /nobody listens there: check "host" and "port"/],
    ['CONNECT_TIMEOUT', /does not answer/],
    ['CERT_HAS_EXPIRED', /certificate of h is not trusted \(CERT_HAS_EXPIRED\)/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /certificate of h is not trusted/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /certificate of h is not trusted/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', /no TLS with h:143.*check "port" and "tls"/],
  ])('names the field to correct for %s', (code, message) => {
    expect(explainError(failure({ code }), at('h')).message).toMatch(message);
  });

  it.each([
    ['ENOTFOUND', 'unknown-host'],
    ['ECONNREFUSED', 'unreachable'],
    ['CONNECT_TIMEOUT', 'no-answer'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-not-trusted'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'no-tls'],
  ])('gives programs a code for %s', (code, fault) => {
    expect(explainError(failure({ code }), at('h')).trouble).toEqual({ code: fault, said: code });
  });

  it.each([
    ['imap.gmail.com', 'app-password-needed'],
    ['outlook.office365.com', 'oauth-needed'],
    ['h', 'login-refused'],
  ])('gives programs a code for a refused login at %s', (host, code) => {
    const error = failure({ authenticationFailed: true, responseText: 'Bad password' });
    expect(explainError(error, at(host)).trouble).toEqual({ code, said: 'Bad password' });
  });

  it('says that the server offers no STARTTLS', () => {
    const error = failure({ tlsFailed: true });
    expect(explainError(error, at('h', { tls: 'starttls' }))).toMatchObject({
      message: expect.stringMatching(/STARTTLS \(it failed\): check "port" and "tls"/),
      trouble: { code: 'no-starttls' },
    });
  });

  it('says that an IMAP login was refused', () => {
    const error = failure({ authenticationFailed: true, responseText: 'Bad password' });
    expect(explainError(error, at('h')).message).toMatch(/h refuses the login.*\(Bad password\)/);
  });

  it('repeats the server’s text if it knows nothing better', () => {
    const error = failure({ code: 'NO', responseText: '[NOPERM] No such right' });
    expect(explainError(error, at('h')).message).toBe('h: [NOPERM] No such right (NO)');
  });

  it('returns an explained error unchanged', () => {
    const error = new MailboxError('explained');
    expect(explainError(error, at('h'))).toBe(error);
  });
});

describe('explainError of a server that hangs up', () => {
  it('repeats its last words', () => {
    const error = failure({ code: 'NoConnection', reason: 'Autologout; idle for too long' });
    expect(explainError(error, at('h'))).toMatchObject({
      message: 'h ended the connection (Autologout; idle for too long)',
      trouble: { code: 'connection-cut' },
    });
  });

  it('rests if these say that there are too many of us', () => {
    const error = failure({ code: 'ClosedAfterConnectText', reason: 'Too many connections' });
    expect(explainError(error, at('h'))).toBeInstanceOf(MailboxThrottledError);
  });
});

describe('explainError of what the server may repeat', () => {
  const SECRET = 'hunter2"2';
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const explain = (error: unknown) => {
    const { message, trouble } = explainError(error, at('h', { user: 'ann' }), [SECRET]);
    return `${message} ${trouble.said}`;
  };

  it.each([
    SECRET,
    'hunter2\\"2',
    base64(SECRET),
    base64(`\0ann\0${SECRET}`),
    base64(`user=ann\u0001auth=Bearer ${SECRET}\u0001\u0001`),
  ])('removes the secret as %s (S20)', (form) => {
    for (const error of [
      failure({ authenticationFailed: true, responseText: `bad line ${form}` }),
      failure({ responseText: `bad line ${form}` }),
      failure({ reason: `bad line ${form}` }),
      new Error(`bad line ${form}`),
      new MailboxError(`bad line ${form}`, { said: `bad line ${form}` }),
    ]) {
      expect(explain(error)).toMatch(/bad line \(secret\)/);
      expect(explain(error)).not.toContain(form);
    }
  });

  it('leaves no part of the secret where the text is cut (S20)', () => {
    for (const fill of ['x'.repeat(295), '\u0001'.repeat(1195)]) {
      const responseText = `${fill}${SECRET}`;
      expect(explain(failure({ authenticationFailed: true, responseText }))).not.toContain('hunt');
    }
  });
});
