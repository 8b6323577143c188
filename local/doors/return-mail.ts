import { REGION } from '../configuration.ts';
import type { OutboxMail } from '../engines/outbox.ts';
import type { Activity } from '../events/activity.ts';
import { describeError, reporter } from '../reporter.ts';
import type { ReceiptRule } from '../resources/machine.ts';
import { findReceiptRule } from './receipt-rules.ts';
import type { StoreMail } from './store-mail.ts';

/** Host of SES's own reverse-paths and EHLO names. */
const SES_HOST = `${REGION}.amazonses.com`;

/** Delivers a mail to one of our receiving addresses back to us, as SES does through the MX record: a canary, for example. */
export const makeReturnMail =
  (rules: readonly ReceiptRule[], storeMail: StoreMail, activity: Activity) =>
  (mail: OutboxMail): void => {
    const recipients = mail.to.filter((address) => findReceiptRule(rules, address));
    const rule = findReceiptRule(rules, recipients[0] ?? '');
    if (!rule || recipients.length === 0) return;
    const end = activity.begin();
    void storeMail({
      stream: octetsOnTheWire(mail),
      envelope: {
        reversePath: `${mail.sesMessageId}@${SES_HOST}`,
        recipients,
        helo: `a0-1.smtp-out.${SES_HOST}`,
      },
      rule,
      isTooLarge: () => false,
    })
      .catch((error: unknown) => reporter.warn(`SES to itself: ${describeError(error)}`))
      .finally(end);
  };

/** SES replaces the Message-ID of a mail by its own. */
async function* octetsOnTheWire({ raw, sesMessageId }: OutboxMail): AsyncIterable<Buffer> {
  yield Buffer.from(`Message-ID: <${sesMessageId}@${SES_HOST}>\r\n${raw}`, 'latin1');
}
