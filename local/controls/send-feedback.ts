import { randomUUID } from 'node:crypto';
import type { Outbox, SentMail } from '../engines/outbox.ts';
import type { Machine } from '../resources/machine.ts';
import { ControlError } from './controls.ts';

const TYPES = ['Bounce', 'Complaint', 'Reject', 'DeliveryDelay'] as const;
/** Events that put an address on SES's own suppression list. */
const SUPPRESSING: readonly string[] = ['Bounce', 'Complaint'];

/** Plays an SES event about a sent mail, such as a permanent bounce or a complaint of one recipient. */
export function sendFeedback(
  machine: Machine,
  outbox: Outbox,
  body: Record<string, unknown>,
): object {
  const type = TYPES.find((each) => each === body.type);
  if (!type) throw new ControlError(422, `"type" must be one of ${TYPES.join(', ')}.`);
  const { sesMessageId, recipient } = body;
  if (typeof sesMessageId !== 'string') {
    throw new ControlError(422, '"sesMessageId" must be that of a mail in GET /local/outbox.');
  }
  const mail = outbox.find(sesMessageId);
  if (!mail) {
    throw new ControlError(404, `GET /local/outbox has no mail with this id: "${sesMessageId}".`);
  }
  const about = recipient ?? mail.to[0];
  if (typeof about !== 'string' || about === '') {
    throw new ControlError(422, '"recipient" must be an address.');
  }
  const destination = machine.feedbackDestinations.find(({ eventTypes }) =>
    eventTypes.some((each) => each.toLowerCase() === type.toLowerCase()),
  );
  if (!destination) throw new ControlError(501, `The template tells no topic of a ${type}.`);
  if (SUPPRESSING.includes(type)) outbox.accountSuppressions.add(about);
  machine.topics.publish(destination.topicArn, JSON.stringify(makeEvent(type, mail, about)));
  return { type, sesMessageId: mail.sesMessageId, recipient: about };
}

/** SES's event publishing format: "Contents of event data that Amazon SES publishes to Amazon SNS". */
function makeEvent(type: (typeof TYPES)[number], mail: SentMail, recipient: string): object {
  const timestamp = new Date().toISOString();
  const described = {
    timestamp: mail.at,
    source: mail.from,
    messageId: mail.sesMessageId,
    destination: mail.to,
    headersTruncated: false,
    headers: [],
    commonHeaders: { from: [mail.from], to: mail.to, messageId: mail.sesMessageId },
  };
  if (type === 'Complaint') {
    const complaint = {
      complainedRecipients: [{ emailAddress: recipient }],
      timestamp,
      feedbackId: randomUUID(),
      complaintFeedbackType: 'abuse',
    };
    return { eventType: type, complaint, mail: described };
  }
  if (type === 'Reject')
    return { eventType: type, reject: { reason: 'Bad content' }, mail: described };
  if (type === 'DeliveryDelay') {
    const deliveryDelay = {
      timestamp,
      delayType: 'MailboxFull',
      delayedRecipients: [{ emailAddress: recipient, status: '4.2.2' }],
    };
    return { eventType: type, deliveryDelay, mail: described };
  }
  const bounce = {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [
      {
        emailAddress: recipient,
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: 'smtp; 550 5.1.1 user unknown',
      },
    ],
    timestamp,
    feedbackId: randomUUID(),
    reportingMTA: 'dsn; local',
  };
  return { eventType: type, bounce, mail: described };
}
