import { loginsBySecret, movedSecrets } from '../../settings/mailboxes/mailbox-login.ts';
import type { Mailbox } from '../../settings/mailboxes/mailboxes.ts';
import type { MailboxLoginStore, MailboxSecretWriter } from './ports.ts';

/** Passwords by the name that an entry's `secret` gives. */
export type GivenPasswords = Readonly<Record<string, string>>;

export type PasswordRefusal =
  /** The stored passwords of these secrets would go to another server, or be sent as another user. */
  | { kind: 'password-needed'; secrets: string[] }
  /** A password was given for a secret that no entry names. */
  | { kind: 'unused-password'; secret: string };

export interface GuardPasswordsPorts {
  mailboxSecrets: MailboxSecretWriter;
  mailboxLogins: MailboxLoginStore;
}

/**
 * The secrets whose stored password these entries would send elsewhere than the setting has it sent until now, and that nobody gave again.
 * Who may change the setting may not read passwords, but could have them sent to a server of their own. A password that no setting has
 * named yet may be sent anywhere.
 */
export async function findMovedPasswords(
  entries: readonly Mailbox[],
  present: readonly Mailbox[],
  given: GivenPasswords,
  logins: Pick<MailboxLoginStore, 'find'>,
): Promise<string[]> {
  const stored = entries.filter(({ secret }) => !Object.hasOwn(given, secret));
  const used = loginsBySecret(present);
  const former = await logins.find([...loginsBySecret(stored).keys()]);
  return movedSecrets(stored, (secret) => used.get(secret) ?? former.get(secret));
}

/** To be called before the entries replace the present ones: stores the given passwords, unless one is missing or is one too many. */
export async function guardPasswords(
  entries: readonly Mailbox[],
  present: readonly Mailbox[],
  given: GivenPasswords,
  { mailboxSecrets, mailboxLogins }: GuardPasswordsPorts,
): Promise<PasswordRefusal | undefined> {
  const logins = loginsBySecret(entries);
  const unused = Object.keys(given).find((secret) => !logins.has(secret));
  if (unused !== undefined) return { kind: 'unused-password', secret: unused };
  const secrets = await findMovedPasswords(entries, present, given, mailboxLogins);
  if (secrets.length > 0) return { kind: 'password-needed', secrets };
  // before the entries are in force: the old password must not go to a new server, not even for one poll
  for (const [secret, password] of Object.entries(given))
    await mailboxSecrets.put(secret, password);
  // after the passwords: if one cannot be stored, the old one may still go only where it could before.
  // Secrets that no entry names any more are kept, too, because their passwords stay stored
  await mailboxLogins.keep(new Map([...loginsBySecret(present), ...logins]));
  return undefined;
}
