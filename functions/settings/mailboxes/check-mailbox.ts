import type { Mailbox } from './mailbox-entry.ts';

/** A field of an entry that conflicts with its other fields, and how to mend it. */
export interface MailboxIssue {
  field: keyof Mailbox;
  message: string;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;
const MICROSOFT = /(^|\.)(office365|outlook|hotmail|live)\.com$/i;
const GMAIL = /(^|\.)(gmail|googlemail|google)\.com$/i;

export const isLoopbackHost = (host: string): boolean => LOOPBACK.test(host);
export const isMicrosoftHost = (host: string): boolean => MICROSOFT.test(host);
export const isGmailHost = (host: string): boolean => GMAIL.test(host);

/** Where Google issues app passwords; they need two-step verification. */
export const APP_PASSWORDS_PAGE = 'https://myaccount.google.com/apppasswords';

function checkTransport({ host, tls }: Mailbox): MailboxIssue[] {
  if (tls !== false || isLoopbackHost(host)) return [];
  const message = `is false for ${host}: without TLS the password would travel in the clear, which is allowed for this machine's own addresses alone (localhost, 127.0.0.1, ::1); give true, or "starttls"`;
  return [{ field: 'tls', message }];
}

function checkAuth({ host, auth }: Mailbox): MailboxIssue[] {
  if (!isMicrosoftHost(host) || auth === 'xoauth2') return [];
  const message = `is "${auth ?? 'password'}" for ${host}: Microsoft 365 refuses passwords, XOAUTH2 is needed; give "auth": "xoauth2" and a secret {"clientId", "clientSecret", "refreshToken"}`;
  return [{ field: 'auth', message }];
}

/** POP3 has one folder and no flags (RFC 1939). */
function checkProtocol({ protocol, folder, after, preset }: Mailbox): MailboxIssue[] {
  if (protocol === 'imap') return [];
  const issues: MailboxIssue[] = [];
  if (preset === 'icloud')
    issues.push({ field: 'protocol', message: 'is "pop3": iCloud has IMAP alone' });
  if (folder !== undefined)
    issues.push({ field: 'folder', message: 'goes with "imap" alone: POP3 has no folders' });
  if (after !== undefined && after !== 'keep' && after !== 'delete') {
    const message = `is "${after}": with POP3 it may be "keep" or "delete"; use "imap" for the others`;
    issues.push({ field: 'after', message });
  }
  return issues;
}

/** Mail moved into the folder that is polled would be taken again and again. */
function checkMove({ folder = 'INBOX', after }: Mailbox): MailboxIssue[] {
  if (after?.toLowerCase() !== `move:${folder}`.toLowerCase()) return [];
  return [{ field: 'after', message: `moves mail to "${folder}", the folder that is read` }];
}

/** Only Exchange removes the field from mail that comes from outside; at another server anybody could forge it. */
function checkAuthSource({ preset, trustedAuthSource }: Mailbox): MailboxIssue[] {
  if (trustedAuthSource === undefined || preset === 'outlook') return [];
  const message =
    'goes with "preset": "outlook" alone: only Exchange takes the field off mail from outside';
  return [{ field: 'trustedAuthSource', message }];
}

/** Checks the fields of one entry against each other. */
export function checkMailbox(mailbox: Mailbox): MailboxIssue[] {
  return [
    ...checkTransport(mailbox),
    ...checkAuth(mailbox),
    ...checkProtocol(mailbox),
    ...checkMove(mailbox),
    ...checkAuthSource(mailbox),
  ];
}
