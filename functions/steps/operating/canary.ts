import type { MailRecord } from '../receiving/ports.ts';
import type { Canary, CanaryPorts } from './ports.ts';

/** A mail that is not in the table by then is taken for lost. */
export const CANARY_LIMIT_MS = 5 * 60_000;

const SENDER = 'canary';
const MAILS_PER_PAGE = 100;
/** At most 2,000 mails came after it: more than reach one address in five minutes. */
const MAX_PAGES = 20;
/** Clocks of AWS's services differ by less. */
const CLOCK_SKEW_MS = 60_000;

/** The address that canaries come from: the domain's own, so that SES sends it, and nobody's. */
const canaryAddress = (to: string): string => `${SENDER}@${to.slice(to.lastIndexOf('@') + 1)}`;

/** Sends one to the address that all replies come back to. */
export async function sendCanary(
  to: string,
  { sender, clock, newId }: Pick<CanaryPorts, 'sender' | 'clock' | 'newId'>,
): Promise<Canary> {
  const canary = { id: newId(), from: canaryAddress(to), to, sentAt: clock.now() };
  await sender.send({ from: canary.from, to, raw: compose(canary) });
  return canary;
}

/** It says of itself that it is automatic: so it ends as ignored and makes nobody any mail, whatever the settings are (S5). */
function compose({ id, from, to, sentAt }: Canary): Uint8Array {
  const lines = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subjectOf(id)}`,
    `Date: ${new Date(sentAt).toUTCString().replace('GMT', '+0000')}`,
    'Auto-Submitted: auto-generated',
    'X-Auto-Response-Suppress: All',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'This mail shows that mail arrives. Nobody needs to read it.',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

const subjectOf = (id: string) => `Canary ${id}`;

/** What became of it; undefined: it has not come out. */
export async function findCanary(
  { id, from, sentAt }: Canary,
  { inbound }: Pick<CanaryPorts, 'inbound'>,
): Promise<MailRecord | undefined> {
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await inbound.list({ limit: MAILS_PER_PAGE, ...(cursor && { cursor }) });
    const found = page.items.find((mail) => mail.from === from && mail.subject === subjectOf(id));
    if (found) return found;
    const oldest = page.items.at(-1);
    cursor = page.cursor;
    if (!cursor || (oldest && Date.parse(oldest.receivedAt) < sentAt - CLOCK_SKEW_MS)) break;
  }
  return undefined;
}
