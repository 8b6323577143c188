import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import {
  createFeedbackQueue,
  readFeedback,
} from '../../../../functions/adapters/aws/queues/feedback-queue.ts';
import { awsOfFile } from '../../../support/aws-of-file.ts';

const { aws } = await awsOfFile();

describe('readFeedback', () => {
  const event = (fields: object) => JSON.stringify({ mail: { messageId: 'm' }, ...fields });

  it.each([
    [{ eventType: 'Bounce', bounce: { bounceType: 'Permanent' } }, 'hard-bounce'],
    [{ eventType: 'Bounce', bounce: { bounceType: 'Transient' } }, 'soft-bounce'],
    [{ eventType: 'Bounce', bounce: { bounceType: 'Undetermined' } }, 'soft-bounce'],
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

  it('reads no complaint from a report that the mail is no spam (RFC 6430)', () => {
    const complaint = { complaintFeedbackType: 'not-spam' };
    const event = { eventType: 'Complaint', mail: { messageId: 'm' }, complaint };
    expect(readFeedback(JSON.stringify(event))).toBeUndefined();
  });

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

  it("still reads hearsay that version 0.1 wrote in SES's form (S5)", () => {
    const bounce = { bounceType: 'Permanent', bounceSubType: 'Hearsay' };
    const event = { eventType: 'Bounce', mail: { messageId: 'm' }, bounce };
    expect(readFeedback(JSON.stringify(event))).toMatchObject({ isHearsay: true });
  });
});
