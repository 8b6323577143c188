import { describe, expect, it } from 'vitest';
import { resourceOf, resourcesOf, synthesize } from './synthesize.ts';

const template = synthesize();
const queues = resourcesOf(template, 'AWS::SQS::Queue');
const isDeadLetters = (id: string) => id.includes('DeadLetters');
const mappings = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').filter(({ properties }) =>
  properties.EventSourceArn['Fn::GetAtt'][1].startsWith('Arn'),
);

describe('WorkQueue', () => {
  it('precedes each function that may be late', () => {
    const consumed = mappings.map(({ properties }) => properties.EventSourceArn['Fn::GetAtt'][0]);
    expect(consumed.map((id) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
      'ErasureQueue',
      'FeedbackQueue',
      'MailArrivalInboundQueue',
      'NotificationsOutgoingQueue',
      'WebhooksWebhookQueue',
    ]);
  });

  it('has its dead letters tried again by reconcile, whichever queue it is', () => {
    const [reconcile] = resourcesOf(template, 'AWS::Lambda::Function').filter(({ id }) =>
      id.startsWith('ReconciliationReconcile'),
    );
    const listed = JSON.stringify(reconcile?.properties.Environment.Variables.DEAD_LETTERS);
    expect(queues.filter(({ id }) => !listed.includes(id)).map(({ id }) => id)).toEqual([]);
  });

  it.each(queues.filter(({ id }) => !isDeadLetters(id)))(
    '$id moves a message to its dead-letter queue after five tries',
    ({ id, properties }) => {
      const redrive = properties.RedrivePolicy;
      expect(redrive.maxReceiveCount).toBe(5);
      const deadLetters = redrive.deadLetterTargetArn['Fn::GetAtt'][0];
      expect(deadLetters).toMatch(/DeadLetters/);
      expect(deadLetters).not.toBe(id);
    },
  );

  it.each(queues)('$id is encrypted and keeps messages for 14 days', ({ properties }) => {
    expect(properties.SqsManagedSseEnabled).toBe(true);
    expect(properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
  });

  it.each(mappings)('$id: only failed messages come again', ({ properties }) => {
    expect(properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  });

  it('has a limit of concurrency, except feedback’s', () => {
    const bounded = mappings.filter(({ properties }) => properties.ScalingConfig !== undefined);
    const unbounded = mappings.filter((mapping) => !bounded.includes(mapping));
    for (const { properties } of bounded) {
      expect(properties.ScalingConfig.MaximumConcurrency).toBeGreaterThanOrEqual(2);
    }
    const names = unbounded.map(({ properties }) => properties.EventSourceArn['Fn::GetAtt'][0]);
    expect(names).toEqual([expect.stringMatching(/^FeedbackQueue/)]);
  });

  it.each(mappings)('$id: a message is hidden for six timeouts', ({ properties }) => {
    const queue = resourceOf(
      template,
      'AWS::SQS::Queue',
      properties.EventSourceArn['Fn::GetAtt'][0],
    );
    const consumer = resourceOf(template, 'AWS::Lambda::Function', properties.FunctionName.Ref);
    expect(queue.properties.VisibilityTimeout).toBeGreaterThanOrEqual(
      6 * consumer.properties.Timeout,
    );
  });
});
