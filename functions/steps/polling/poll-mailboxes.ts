import { checkMailboxes } from '../../settings/check-mailboxes.ts';
import { type Mailbox, readMailboxes } from '../../settings/mailboxes.ts';
import type { SettingsSource } from '../ports.ts';
import type { MailboxReport, PollBudget } from './mailbox-report.ts';
import { type PollMailboxPorts, pollMailbox } from './poll-mailbox.ts';
import type { MailboxSecrets } from './ports.ts';
import { rehearseMailbox } from './rehearse-mailbox.ts';

export interface PollMailboxesPorts extends PollMailboxPorts {
  settings: SettingsSource;
}

export interface PollMailboxesEvent {
  /** Tell what would be taken, change nothing. */
  rehearse?: boolean;
  /** Of a rehearsal: entries to try before they stand in the setting, in its form. */
  mailboxes?: unknown;
  /** Of a rehearsal: passwords to try that are stored nowhere, by the name of their secret. */
  secrets?: Record<string, string>;
  /** Time that there is, where whoever asks waits for less than the function may run. */
  withinMs?: number;
}

export interface PollReport {
  mailboxes: MailboxReport[];
}

/** Throws with every reason when the entries that a person gave are none. */
function readEntries(entries: unknown): Mailbox[] {
  const read = readMailboxes(entries);
  if (read.isGood) return read.mailboxes;
  const reasons = read.problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`mailboxes: ${reasons.join('; ')}`);
}

/** The passwords that a person tries, before those that are stored. */
const tryFirst = (tried: Record<string, string>, stored: MailboxSecrets): MailboxSecrets => ({
  read: async (secret) => (Object.hasOwn(tried, secret) ? tried[secret] : stored.read(secret)),
});

/** Polls every mailbox of the setting at the same time, so that a dead or a large one holds none of the others up (R2). */
export async function pollMailboxes(
  given: PollMailboxesPorts,
  { rehearse = false, mailboxes: tried, secrets = {} }: PollMailboxesEvent,
  budget: PollBudget,
): Promise<PollReport> {
  const ports = rehearse ? { ...given, secrets: tryFirst(secrets, given.secrets) } : given;
  const settings = await ports.settings.read();
  const visit = (mailbox: Mailbox): Promise<MailboxReport> => {
    // R4, R6: checked here too, since either setting may have changed alone.
    const [error] = checkMailboxes([mailbox], settings['sender-address']);
    const trouble = { code: 'not-sender-address', said: mailbox.address } as const;
    if (error) return Promise.resolve({ name: mailbox.name, taken: 0, skipped: 0, error, trouble });
    return (rehearse ? rehearseMailbox : pollMailbox)(ports, mailbox, budget);
  };
  const visited = rehearse && tried !== undefined ? readEntries(tried) : settings.mailboxes;
  const mailboxes = await Promise.all(visited.map(visit));
  for (const { name, taken, skipped, error } of mailboxes) {
    ports.log.info({ mailbox: name, taken, skipped, why: error, rehearse }, 'a mailbox was polled');
  }
  return { mailboxes };
}
