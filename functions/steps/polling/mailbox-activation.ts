import type { Mailbox } from '../../settings/mailboxes/mailboxes.ts';
import { mailboxIdentity } from './mailbox-state.ts';
import type { SettingHistory } from './ports.ts';

/** A Date field is set by the sender: clocks are wrong, and delivery takes time. */
const POP3_TOLERANCE_MS = 3_600_000;
/** INTERNALDATE has whole seconds (RFC 9051 §2.3.3). */
const SECOND_MS = 1_000;

type Versions = Awaited<ReturnType<SettingHistory['versionsOfMailboxes']>>;

/**
 * When the mailbox first stood in the setting `mailboxes`: the oldest version of the unbroken row that leads up to the newest one.
 * Undefined: the newest version does not have it.
 */
export function findActivation(versions: Versions, mailbox: Mailbox): number | undefined {
  const identity = mailboxIdentity(mailbox);
  const holds = ({ mailboxes }: Versions[number]) =>
    mailboxes.some((entry) => entry.name === mailbox.name && mailboxIdentity(entry) === identity);
  const without = versions.findIndex((version) => !holds(version));
  const held = without < 0 ? versions : versions.slice(0, without);
  return held.at(-1)?.atMs;
}

/** Mail older than this (epoch milliseconds) is not taken: `since`, else the activation. */
export function takesFromMs({ since, protocol }: Mailbox, activatedAtMs: number): number {
  const fromMs = since === undefined ? activatedAtMs : Date.parse(since);
  const wholeSecondMs = Math.floor(fromMs / SECOND_MS) * SECOND_MS;
  return protocol === 'pop3' ? wholeSecondMs - POP3_TOLERANCE_MS : wholeSecondMs;
}
