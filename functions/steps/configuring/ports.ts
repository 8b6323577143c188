/** Ports of changing the settings, and the secrets of mailboxes. */
import type { PollReport } from '../polling/poll-mailboxes.ts';

/** The parameters below one SSM path, as texts by short name (S20). */
export interface SettingParameters {
  readTexts(): Promise<Record<string, string>>;
  put(name: string, text: string): Promise<void>;
}

/** Writes passwords and OAuth secrets of mailboxes; only the poller can read them. */
export interface MailboxSecretWriter {
  put(name: string, value: string): Promise<void>;
}

/** The logins (settings/mailboxes/mailbox-login.ts) that the setting had for each secret, by its name, while an entry named it. */
export interface MailboxLoginStore {
  /** Leaves out a secret that no entry has named since its password was stored. */
  find(secrets: string[]): Promise<ReadonlyMap<string, { has(login: string): boolean }>>;
  keep(logins: ReadonlyMap<string, ReadonlySet<string>>): Promise<void>;
  /** For a secret with a new password. */
  forget(secret: string): Promise<void>;
}

export type RehearsalResult =
  | { kind: 'rehearsed'; report: PollReport }
  /** The poller gave no result. */
  | { kind: 'failed'; why: string };

/** Has the poller report what a poll would take, without changing anything. */
export interface MailboxRehearser {
  rehearse(tried: TriedMailboxes): Promise<RehearsalResult>;
}

/** What to try before it is saved. */
export interface TriedMailboxes {
  /** Entries in the setting's form; undefined: those of the setting. */
  mailboxes?: unknown[];
  /** Passwords by the name that an entry's `secret` gives; for other names the stored ones are used. */
  secrets?: Record<string, string>;
}
