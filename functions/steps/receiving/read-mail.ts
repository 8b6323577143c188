import type { Message, Verdicts } from '../../mail/message.ts';
import { type ParsedMail, parseMessage } from '../../mail/parse-message.ts';
import { readPolledVerdicts } from '../../mail/polled-verdicts.ts';
import { readSesEnvelope } from '../../mail/ses-envelope.ts';
import { readTopBlockVerdicts } from '../../mail/top-block-verdicts.ts';
import type { ReadMail } from './mail-decision.ts';
import type { Arrival, RawMail, ReceiveMailPorts } from './ports.ts';

export type Reading =
  | { kind: 'read'; mail: ReadMail }
  /** A bound of the guard was exceeded, or there is nothing to read. */
  | Exclude<ParsedMail, { kind: 'message' }>;

type Ports = Pick<ReceiveMailPorts, 'settings' | 'dkim'>;

/** Reads the stored octets once: what the mail says, and whether anybody we trust stands for its author (S3). */
export async function readMail(raw: RawMail, arrived: Arrival, ports: Ports): Promise<Reading> {
  const parsed = await parseMessage(await raw.open());
  if (parsed.kind !== 'message') return parsed;
  if (raw.isHeaderOnly) return { kind: 'over-limit', bound: 'size', header: parsed.message };
  const arrival = completeArrival(arrived, raw, parsed.message);
  const verdicts = await findVerdicts(parsed, raw, arrival, ports);
  return { kind: 'read', mail: { arrival, message: parsed.message, verdicts } };
}

/**
 * What a mail that is queued again comes without stands with the object: SES writes the envelope on top of the octets, the poller its
 * mailbox beside them. Without the one a Bcc's token is lost, without the other the server's word.
 */
function completeArrival(arrival: Arrival, { mailbox }: RawMail, message: Message): Arrival {
  if (arrival.via === 'mailbox') {
    return arrival.mailbox === undefined && mailbox !== undefined
      ? { ...arrival, mailbox }
      : arrival;
  }
  const { reversePath, forwardPaths } = arrival.envelope;
  const isKnown = reversePath !== undefined || forwardPaths.length > 0;
  return isKnown ? arrival : { ...arrival, envelope: readSesEnvelope(message.headerFields) };
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
