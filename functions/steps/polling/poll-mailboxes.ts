import { checkMailboxAddresses } from '../../settings/mailboxes/check-mailbox-addresses.ts';
import { type Mailbox, readMailboxes } from '../../settings/mailboxes/mailboxes.ts';
import type { Clock, SettingsSource } from '../ports.ts';
import type { MailboxReport } from './mailbox-report.ts';
import type { PollBudget } from './plan-budget.ts';
import { type PollMailboxPorts, pollMailbox } from './poll-mailbox.ts';
import type { MailboxSecrets } from './ports.ts';
import { rehearseMailbox } from './rehearse-mailbox.ts';

export interface PollMailboxesPorts extends PollMailboxPorts {
  settings: SettingsSource;
}

export interface PollMailboxesEvent {
  /** Report what would be taken, and change nothing. */
  rehearse?: boolean;
  /** Rehearsals only: entries to try before they are saved, in the setting's form. */
  mailboxes?: unknown;
  /** Rehearsals only: passwords to try before they are stored, by the name of the secret. */
  secrets?: Record<string, string>;
  /** Milliseconds that the caller waits, if fewer than the function may run. */
  withinMs?: number;
}

export interface PollReport {
  mailboxes: MailboxReport[];
}

/** Polls all mailboxes of the setting concurrently, so that a dead or large one does not delay the others (R2). */
export async function pollMailboxes(
  given: PollMailboxesPorts,
  { rehearse = false, mailboxes: tried, secrets = {} }: PollMailboxesEvent,
  budget: PollBudget,
): Promise<PollReport> {
  const { secrets: stored, clock } = given;
  const ports = rehearse ? { ...given, secrets: tryFirst(secrets, { stored, clock }) } : given;
  const settings = await ports.settings.read();
  const visit = (mailbox: Mailbox): Promise<MailboxReport> => {
    // R4, R6: checked again here, because either setting may have been changed alone
    const [error] = checkMailboxAddresses([mailbox], settings['sender-address']);
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

/** Throws with every reason if the given entries are not valid. */
function readEntries(entries: unknown): Mailbox[] {
  const read = readMailboxes(entries);
  if (read.isGood) return read.mailboxes;
  const reasons = read.problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`mailboxes: ${reasons.join('; ')}`);
}

/** Reads the passwords to try first, then the stored ones. */
const tryFirst = (
  tried: Record<string, string>,
  { stored, clock }: { stored: MailboxSecrets; clock: Clock },
): MailboxSecrets => ({
  ...stored,
  async read(secret) {
    const text = Object.hasOwn(tried, secret) ? tried[secret] : undefined;
    if (text === undefined) return stored.read(secret);
    return { text, version: 'tried', writtenAtMs: clock.now() };
  },
});
