/** What the steps that operate a deployment need of the world. */
import type { PollReport } from '../polling/poll-mailboxes.ts';

/** The parameters of one SSM path, as texts by short name (S20). */
export interface SettingParameters {
  readTexts(): Promise<Record<string, string>>;
  put(name: string, text: string): Promise<void>;
}

/** Passwords and OAuth secrets of the mailboxes: they can be written, and nobody but the poller reads them. */
export interface MailboxSecretWriter {
  put(name: string, value: string): Promise<void>;
}

export type RehearsalResult =
  | { kind: 'rehearsed'; report: PollReport }
  /** The poller did not come to an answer. */
  | { kind: 'failed'; why: string };

/** Lets the poller tell what a poll would take, changing nothing. */
export interface MailboxRehearser {
  /** `mailboxes`: entries to try before they stand in the setting, in its form; undefined: those of the setting. */
  rehearse(mailboxes?: unknown[]): Promise<RehearsalResult>;
}
