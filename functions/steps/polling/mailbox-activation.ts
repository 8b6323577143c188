import type { Mailbox } from '../../settings/mailboxes.ts';
import { mailboxIdentity } from './mailbox-state.ts';
import type { SettingHistory } from './ports.ts';

/** A Date field is the sender's word: clocks err, and mail takes its time. */
const POP3_TOLERANCE_MS = 3_600_000;
/** INTERNALDATE has whole seconds (RFC 9051 §2.3.3). */
const SECOND_MS = 1_000;

type Versions = Awaited<ReturnType<SettingHistory['versionsOfMailboxes']>>;

/** When the entry first stood in the setting: the oldest of the newest versions that hold it without a gap. Undefined: it is in none. */
export function findActivation(versions: Versions, mailbox: Mailbox): number | undefined {
  const identity = mailboxIdentity(mailbox);
  const holds = ({ mailboxes }: Versions[number]) =>
    mailboxes.some((entry) => entry.name === mailbox.name && mailboxIdentity(entry) === identity);
  const without = versions.findIndex((version) => !holds(version));
  const held = without < 0 ? versions : versions.slice(0, without);
  return held.at(-1)?.atMs;
}

/** Mail from before is not taken: the activation, or what `since` says. */
export function takesFromMs({ since, protocol }: Mailbox, activatedAtMs: number): number {
  const fromMs = since === undefined ? activatedAtMs : Date.parse(since);
  const wholeSecondMs = Math.floor(fromMs / SECOND_MS) * SECOND_MS;
  return protocol === 'pop3' ? wholeSecondMs - POP3_TOLERANCE_MS : wholeSecondMs;
}
