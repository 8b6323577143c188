import type { Verdicts } from '../../mail/message.ts';
import { type ParsedMail, parseMessage } from '../../mail/parse-message.ts';
import { readPolledVerdicts } from '../../mail/polled-verdicts.ts';
import { readTopBlockVerdicts } from '../../mail/top-block-verdicts.ts';
import type { ReadMail } from './mail-decision.ts';
import type { Arrival, RawMail, ReceiveMailPorts } from './ports.ts';

export type Reading =
  | { kind: 'read'; mail: ReadMail }
  /** A bound of the guard was exceeded, or there is nothing to read. */
  | Exclude<ParsedMail, { kind: 'message' }>;

type Ports = Pick<ReceiveMailPorts, 'settings' | 'dkim'>;

/** Reads the stored octets once: what the mail says, and whether anybody we trust stands for its author (S3). */
export async function readMail(raw: RawMail, arrival: Arrival, ports: Ports): Promise<Reading> {
  const parsed = await parseMessage(await raw.open());
  if (parsed.kind !== 'message') return parsed;
  const verdicts = await findVerdicts(parsed, raw, arrival, ports);
  return { kind: 'read', mail: { arrival, message: parsed.message, verdicts } };
}

async function findVerdicts(
  { message }: Extract<ParsedMail, { kind: 'message' }>,
  raw: RawMail,
  arrival: Arrival,
  ports: Ports,
): Promise<Verdicts> {
  if (arrival.via === 'ses') {
    const top = readTopBlockVerdicts(message.headerFields);
    // What the notification says counts; the domains that it speaks of stand in the mail's top block alone.
    const { dkimDomains, dmarcDomain } = top;
    return arrival.verdicts ? { ...arrival.verdicts, dkimDomains, dmarcDomain } : top;
  }
  const { mailboxes } = await ports.settings.read();
  const authservId = mailboxes.find(({ name }) => name === arrival.mailbox)?.authservId;
  const said = authservId && readPolledVerdicts(message.headerFields, authservId);
  return said || ports.dkim.check(await raw.open());
}
