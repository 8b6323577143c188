import type { Mailbox } from './mailbox-entry.ts';

/**
 * Where and as whom an entry logs in, as one line. It has everything that decides who gets to see the password: also the certificate that
 * is trusted, and the way of logging in (the secret of `xoauth2` is no password that a server may see).
 */
const mailboxLogin = ({ protocol, host, port, tls, user, auth, ca }: Mailbox): string =>
  JSON.stringify([protocol, host.toLowerCase(), port, tls, user, auth ?? 'password', ca ?? '']);

/** The logins of these entries, by the name of the secret whose password they send. */
export function loginsBySecret(mailboxes: readonly Mailbox[]): Map<string, Set<string>> {
  const logins = new Map<string, Set<string>>();
  for (const mailbox of mailboxes) {
    const ofSecret = logins.get(mailbox.secret) ?? new Set();
    logins.set(mailbox.secret, ofSecret.add(mailboxLogin(mailbox)));
  }
  return logins;
}

/** The secrets whose password these entries send to a login that is none of the known ones of that secret. */
export function movedSecrets(
  entries: readonly Mailbox[],
  knownOf: (secret: string) => { has(login: string): boolean } | undefined,
): string[] {
  const moved = entries.filter(
    (entry) => knownOf(entry.secret)?.has(mailboxLogin(entry)) === false,
  );
  return [...new Set(moved.map(({ secret }) => secret))];
}
