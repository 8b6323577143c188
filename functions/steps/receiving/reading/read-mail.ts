import {
  type CollectedSignals,
  collectSignals,
} from '../../../conversations/signals/collect-signals.ts';
import type { Message, Verdicts } from '../../../mail/message.ts';
import { type ParsedMail, parseMessage } from '../../../mail/parse-message.ts';
import { readSesEnvelope } from '../../../mail/ses-envelope.ts';
import { readInternalDomain } from '../../../mail/verdicts/internal-domain.ts';
import { judgeAuthentication } from '../../../mail/verdicts/judge-authentication.ts';
import { readPolledVerdicts } from '../../../mail/verdicts/polled-verdicts.ts';
import { readSealedVerdicts } from '../../../mail/verdicts/sealed-verdicts.ts';
import { readTopBlockVerdicts } from '../../../mail/verdicts/top-block-verdicts.ts';
import {
  withoutSignatures,
  withoutUnsoundSignatures,
} from '../../../mail/verdicts/without-signatures.ts';
import type { Mailbox } from '../../../settings/mailboxes/mailboxes.ts';
import type { ReadMail } from '../deciding/mail-decision.ts';
import type { Arrival } from '../ports.ts';
import { mailFingerprint } from './mail-fingerprint.ts';
import type { RawMail, ReadMailPorts } from './ports.ts';

export type Reading =
  | { kind: 'read'; mail: ReadMail }
  /** A limit was exceeded, or there is nothing to read. */
  | Exclude<ParsedMail, { kind: 'message' }>;

/** Parses the stored octets, and finds whether a receiver we trust vouches for the author (S3). */
export async function readMail(
  raw: RawMail,
  arrived: Arrival,
  ports: ReadMailPorts,
): Promise<Reading> {
  const parsed = await parseMessage(await raw.open());
  if (parsed.kind !== 'message') return parsed;
  const { message } = parsed;
  if (raw.isHeaderOnly) return { kind: 'over-limit', bound: 'size', header: message };
  const arrival = completeArrival(arrived, raw, message);
  const mailbox = await findMailbox(arrival, ports);
  const found = await findVerdicts(message, raw, arrival, mailbox, ports);
  const verdicts = message.hasUnclearHeader
    ? withoutSignatures(found)
    : await askSealers(withoutUnsoundSignatures(found, message), message, raw, mailbox, ports);
  const signals = await readSignals(message, arrival, ports);
  return {
    kind: 'read',
    mail: { arrival, message, verdicts, fingerprint: mailFingerprint(message), signals },
  };
}

async function readSignals(
  message: Message,
  { envelope }: Arrival,
  { settings, tokenKeys }: ReadMailPorts,
): Promise<CollectedSignals> {
  const inForce = await settings.read();
  return collectSignals(message, envelope.forwardPaths, {
    pipingAddress: inForce['sender-address'],
    keys: await tokenKeys.read(),
    tagDigits: inForce['tag-digits'],
  });
}

async function findMailbox(
  { mailbox }: Arrival,
  { settings }: ReadMailPorts,
): Promise<Mailbox | undefined> {
  if (mailbox === undefined) return undefined;
  return (await settings.read()).mailboxes.find(({ name }) => name === mailbox);
}

/**
 * Completes an arrival that was queued again without its envelope or mailbox. Both are stored with the object: SES writes the envelope
 * above the octets, the poller the mailbox beside them. Without the envelope a token in Bcc is lost; without the mailbox, the verdicts of
 * its server.
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
  message: Message,
  raw: RawMail,
  arrival: Arrival,
  mailbox: Mailbox | undefined,
  { dkim }: ReadMailPorts,
): Promise<Verdicts> {
  const { headerFields } = message;
  if (arrival.via === 'ses') {
    const top = readTopBlockVerdicts(headerFields);
    // The verdicts of the notification count; the domains they are about stand only in the mail's top block.
    const { dkimDomains, dmarcDomain } = top;
    return arrival.verdicts ? { ...arrival.verdicts, dkimDomains, dmarcDomain } : top;
  }
  const internalDomain = mailbox && readInternalDomain(message, mailbox);
  if (internalDomain !== undefined) return { internalDomain };
  const said = mailbox?.authservId && readPolledVerdicts(headerFields, mailbox.authservId);
  return said || dkim.check(await raw.open());
}

/**
 * Forwarders break SPF and DKIM. For mail that nothing else proves, the ARC results of forwarders that the team trusts count
 * (`trusted-arc-sealers`).
 */
async function askSealers(
  found: Verdicts,
  message: Message,
  raw: RawMail,
  mailbox: Mailbox | undefined,
  { settings, dkim }: ReadMailPorts,
): Promise<Verdicts> {
  const { author, headerFields } = message;
  const trusted = mailbox?.trustedArcSealers ?? (await settings.read())['trusted-arc-sealers'];
  const isOpen = author && judgeAuthentication(author.address, found) !== 'authenticated';
  const isSealed = headerFields.some(({ name }) => name === 'arc-seal');
  if (trusted.length === 0 || !isOpen || !isSealed) return found;
  const sealers = await dkim.readSealers(await raw.open());
  const sealed = { ...found, ...readSealedVerdicts(message, sealers, trusted) };
  return withoutUnsoundSignatures(sealed, message);
}
