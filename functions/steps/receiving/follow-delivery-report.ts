import { domainOf } from '../../mail/addresses.ts';
import type { ReportedRecipient } from '../../mail/message.ts';
import { isAligned } from '../../mail/organisational-domain.ts';
import { isServerAddress } from '../../mail/reports/is-daemon.ts';
import { judgeAuthentication } from '../../mail/verdicts/judge-authentication.ts';
import type { Feedback, FeedbackQueue } from '../feedback/ports.ts';
import type { SettingsSource } from '../ports.ts';
import type { SentMail, SentMailStore } from '../sending/ports.ts';
import type { ReadMail } from './deciding/mail-decision.ts';

/** Failed recipients of a report that are followed. Ours name one: each mail of ours has one recipient. */
const MAX_REPORTED_RECIPIENTS = 10;

const SES_DOMAIN = 'amazonses.com';

/** `<id@region.amazonses.com>` gives SES's id. */
const SES_WIRE_ID = /^<([^@<>\s]{1,200})@[a-z0-9.-]*\.?amazonses\.com>$/i;

/** The SES id of the mail that a report is about. Undefined: the mail is no report, or not about a mail of ours. */
export const sesMessageIdOfReport = ({ deliveryReport }: ReadMail['message']) =>
  SES_WIRE_ID.exec(deliveryReport?.originalMessageId ?? '')?.[1];

interface FollowReportPorts {
  settings: SettingsSource;
  sentMails: Pick<SentMailStore, 'find'>;
  feedback: FeedbackQueue;
}

/** Marks the reported delivery as bounced or complained (S5). A report about a mail that is not ours changes nothing. */
export async function followDeliveryReport(
  mail: ReadMail,
  ports: FollowReportPorts,
): Promise<void> {
  const report = mail.message.deliveryReport;
  const sesMessageId = sesMessageIdOfReport(mail.message);
  if (!report || sesMessageId === undefined) return;
  const sent = await ports.sentMails.find(sesMessageId);
  const isEntitled = sent !== undefined && (await maySay(mail, sent, ports));
  const tell = (reason: Feedback['reason'], isTrusted: boolean) =>
    ports.feedback.put({ sesMessageId, reason, waits: 0, ...(!isTrusted && { isHearsay: true }) });
  if (report.isComplaint) return tell('complaint', isEntitled);
  const failed = report.recipients.filter(({ action }) => action === 'failed');
  for (const reported of failed.slice(0, MAX_REPORTED_RECIPIENTS)) {
    const reason = isPermanent(reported) ? 'hard-bounce' : 'soft-bounce';
    await tell(reason, isEntitled && namesRecipient(reported, sent));
  }
}

/** A report counts only for the recipient that the mail went to; otherwise anybody could suppress any address (S5). */
const namesRecipient = (
  { recipient, originalRecipient }: ReportedRecipient,
  sent: Pick<SentMail, 'recipient'>,
) => recipient === sent.recipient || originalRecipient === sent.recipient;

/**
 * Whether the author may report that mail to the recipient fails (S5): an authenticated author of the recipient's domain, SES, or the
 * mailbox's own server. At a public provider only the server's addresses count, because its other customers share the domain.
 */
async function maySay(
  { message: { author }, verdicts, arrival }: ReadMail,
  { recipient }: Pick<SentMail, 'recipient'>,
  { settings }: FollowReportPorts,
): Promise<boolean> {
  if (!author || judgeAuthentication(author.address, verdicts) !== 'authenticated') return false;
  const { mailboxes } = await settings.read();
  const mailbox = isServerAddress(author.address)
    ? mailboxes.find(({ name }) => name === arrival.mailbox)
    : undefined;
  const entitled = [
    domainOf(recipient),
    SES_DOMAIN,
    ...(mailbox ? [domainOf(mailbox.address), mailbox.authservId ?? mailbox.host] : []),
  ];
  return entitled.some((domain) => isAligned(domain, domainOf(author.address)));
}

/**
 * Failures of class 5 that say nothing against the address: a full mailbox, which RFC 3463 §3.3 calls a persistent transient failure, and
 * a mail that was too large. SES counts both as transient, too.
 */
const PASSING = ['5.2.2', '5.2.3', '5.3.4'];

/** Class 5 is permanent, class 4 temporary (RFC 3463 §3.1); a failure without a status is permanent (RFC 3464 §2.3.3). */
const isPermanent = ({ status = '' }: ReportedRecipient) =>
  !status.startsWith('4.') && !PASSING.includes(status);
