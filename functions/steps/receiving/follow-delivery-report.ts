import { judgeAuthentication } from '../../mail/judge-authentication.ts';
import type { ReportedRecipient } from '../../mail/message.ts';
import type { ReadMail } from './mail-decision.ts';
import type { ReceiveMailPorts } from './ports.ts';

/** A report about more recipients than this is about no mail of ours: we write to one at a time. */
const MAX_REPORTED_RECIPIENTS = 10;

/** `<id@region.amazonses.com>` gives SES's id. */
const SES_WIRE_ID = /^<([^@<>\s]{1,200})@[a-z0-9.-]*\.?amazonses\.com>$/i;

/** SES's id of the mail that a report speaks of; undefined: it is no report, or about no mail of ours. */
export const sesMessageIdOfReport = ({ deliveryReport }: ReadMail['message']) =>
  SES_WIRE_ID.exec(deliveryReport?.originalMessageId ?? '')?.[1];

/** A delivery report marks the delivery it speaks of as bounced (S5); about a mail that is not ours it changes nothing. */
export async function followDeliveryReport(
  { message, verdicts }: ReadMail,
  { feedback }: Pick<ReceiveMailPorts, 'feedback'>,
): Promise<void> {
  const report = message.deliveryReport;
  const sesMessageId = sesMessageIdOfReport(message);
  if (!report || sesMessageId === undefined) return;
  const author = message.from[0]?.address ?? '';
  const isHearsay = judgeAuthentication(author, verdicts) !== 'authenticated';
  const failed = report.recipients.filter(({ action }) => action === 'failed');
  for (const reported of failed.slice(0, MAX_REPORTED_RECIPIENTS)) {
    await feedback.recordBounce({
      sesMessageId,
      recipient: reported.originalRecipient ?? reported.recipient,
      isPermanent: isPermanent(reported),
      isHearsay,
    });
  }
}

/** Class 5 is permanent, class 4 for a time (RFC 3463 §3.1); without a status a failure is final (RFC 3464 §2.3.3). */
const isPermanent = ({ status }: ReportedRecipient) => status?.startsWith('4.') !== true;
