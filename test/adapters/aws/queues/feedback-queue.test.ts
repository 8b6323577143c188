import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import {
  createFeedbackQueue,
  readFeedback,
} from '../../../../functions/adapters/aws/queues/feedback-queue.ts';
import { awsOfFile } from '../../../support/aws-of-file.ts';

const { aws } = await awsOfFile();

/** What the recipient's server said. */
const DSN = {
  bouncedRecipients: [{ emailAddress: 'anna@customer.example', action: 'failed', status: '4.4.7' }],
};

describe('readFeedback', () => {
  const event = (fields: object) => JSON.stringify({ mail: { messageId: 'm' }, ...fields });

  it.each([
    [{ eventType: 'Bounce', bounce: { bounceType: 'Permanent' } }, 'hard-bounce'],
    [{ eventType: 'Bounce', bounce: { bounceType: 'Transient', ...DSN } }, 'soft-bounce'],
    [{ eventType: 'Bounce', bounce: { bounceType: 'Undetermined', ...DSN } }, 'soft-bounce'],
    [{ notificationType: 'Complaint' }, 'complaint'],
    [{ eventType: 'Reject' }, 'rejected'],
    [{ eventType: 'DeliveryDelay' }, 'delayed'],
  ])('reads %j as %s', (fields, reason) => {
    expect(readFeedback(event(fields))).toMatchObject({ sesMessageId: 'm', reason, waits: 0 });
  });

  it.each([['no json'], ['null'], ['{}'], [event({ eventType: 'Delivery' })]])(
    'passes over %s',
    (body) => {
      expect(readFeedback(body)).toBeUndefined();
    },
  );

  it.each([
    [JSON.stringify({ feedback: { sesMessageId: 'm', reason: 'of-a-later-version', waits: 0 } })],
    [event({ eventType: 'Bounce', bounce: 'in another form' })],
    [JSON.stringify({ eventType: 'Complaint', mail: {} })],
  ])('leaves %s, which nobody can read, to the dead letters', (body) => {
    expect(() => readFeedback(body)).toThrow(/is no/);
  });

  it.each([
    ['Transient', 'General', [{ emailAddress: 'anna@customer.example' }]],
    ['Undetermined', 'Undetermined', []],
  ])(
    'reads no bounce from an automatic answer, of which SES says %s/%s without a delivery status (S5, S16)',
    (bounceType, bounceSubType, bouncedRecipients) => {
      const bounce = { bounceType, bounceSubType, bouncedRecipients };
      expect(readFeedback(event({ eventType: 'Bounce', bounce }))).toBeUndefined();
    },
  );

  it.each([
    ['Permanent', 'General', 'hard-bounce'],
    ['Transient', 'MailboxFull', 'soft-bounce'],
  ])('reads a bounce of which SES says %s/%s even without a delivery status', (...given) => {
    const [bounceType, bounceSubType, reason] = given;
    const bouncedRecipients = [{ emailAddress: 'anna@customer.example' }];
    const bounce = { bounceType, bounceSubType, bouncedRecipients };
    expect(readFeedback(event({ eventType: 'Bounce', bounce }))).toMatchObject({ reason });
  });

  it.each(['not-spam', 'auth-failure', 'virus'])(
    'reads no complaint of the recipient from a report of type %s (S16, RFC 6430, RFC 6591)',
    (complaintFeedbackType) => {
      const complaint = { complaintFeedbackType };
      expect(readFeedback(event({ eventType: 'Complaint', complaint }))).toBeUndefined();
    },
  );

  it('reads queued feedback as it was put (S5)', async () => {
    const feedback = {
      sesMessageId: 'm',
      reason: 'hard-bounce',
      waits: 2,
      isHearsay: true,
    } as const;
    await createFeedbackQueue(aws.sqs, aws.queueUrl).put(feedback, 0);
    const { Messages } = await aws.sqs.send(new ReceiveMessageCommand({ QueueUrl: aws.queueUrl }));
    expect(readFeedback(Messages?.[0]?.Body ?? '')).toEqual(feedback);
  });
});
