import type { Settings } from '../../settings/settings.ts';
import type { MailRecord } from '../receiving/ports.ts';
import { plusAddress } from '../sending/mail-names.ts';
import type { Canary, CanaryPorts } from './ports.ts';

/** A mail that has no record after this time counts as lost. */
export const CANARY_LIMIT_MS = 5 * 60_000;

const SENDER = 'canary';
const MAILS_PER_PAGE = 100;
/** 2,000 newer mails: more than one address receives in five minutes. */
const MAX_PAGES = 20;
/** More than the clocks of AWS's services differ. */
const CLOCK_SKEW_MS = 60_000;

/** The sender of canaries: an address of our own domain, so that SES may send it, and nobody's. */
const canaryAddress = (to: string): string => `${SENDER}@${to.slice(to.lastIndexOf('@') + 1)}`;

type SenderSettings = Pick<Settings, 'sender-address' | 'reply-tokens'>;

/** Where our mails ask for answers: a plus form of the piping address (S2). A provider may deliver the plain address, but not that. */
const answerAddress = ({ 'sender-address': address, 'reply-tokens': hasTokens }: SenderSettings) =>
  (hasTokens ? plusAddress(address, SENDER) : undefined) ?? address;

/** Sends a canary to where answers go. */
export async function sendCanary(
  settings: SenderSettings,
  { sender, clock, newId }: Pick<CanaryPorts, 'sender' | 'clock' | 'newId'>,
): Promise<Canary> {
  const to = answerAddress(settings);
  const canary = { id: newId(), from: canaryAddress(to), to, sentAt: clock.now() };
  await sender.send({ from: canary.from, to, raw: compose(canary) });
  return canary;
}

/** Marked as automatic, so that it ends as ignored and causes no mail, whatever the settings are (S5). */
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

/** The canary's record; undefined: it has not arrived. */
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
