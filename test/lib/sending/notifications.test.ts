import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { WAITS_SECONDS } from '../../../functions/steps/feedback/record-feedback.ts';
import { resourceOf, resourcesOf, synthesize } from '../synthesize.ts';

const template = synthesize();
const outgoingConcurrency = (sendingRatePerSecond: number): number =>
  resourcesOf(synthesize({ sendingRatePerSecond }), 'AWS::Lambda::EventSourceMapping').find(
    ({ id }) => id.includes('OutgoingQueue'),
  )?.properties.ScalingConfig.MaximumConcurrency;

describe('Notifications', () => {
  it('verify the domain, and receive bounces as events, not as mail', () => {
    template.hasResourceProperties('AWS::SES::EmailIdentity', {
      EmailIdentity: 'example.com',
      FeedbackAttributes: { EmailForwardingEnabled: false },
    });
  });

  it('output the three DKIM records', () => {
    for (const name of ['DkimRecord1', 'DkimRecord2', 'DkimRecord3']) template.hasOutput(name, {});
  });

  it('do not change a domain that SES knows already', () => {
    const joined = synthesize({ existingIdentity: true });
    joined.resourceCountIs('AWS::SES::EmailIdentity', 0);
    expect(joined.findOutputs('DkimRecord1')).toEqual({});
  });

  it.each<[string, object, string[]]>([
    ['the piping address alone (R5)', {}, ['support@example.com']],
    [
      'the other addresses, too',
      { otherAddresses: ['sales@example.com'] },
      ['support@example.com', 'sales@example.com'],
    ],
    [
      'every address of a wholly received domain',
      { receivesWholeDomain: true, otherAddresses: ['team@example.org'] },
      ['*@example.com', 'team@example.org'],
    ],
  ])('send from %s', (_what, given, addresses) => {
    synthesize(given).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'ses:SendRawEmail',
            Condition: { StringLike: { 'ses:FromAddress': addresses } },
          }),
        ]),
      },
    });
  });

  it('bring the order of a killed function again while SES’s events still wait for the record of its mail (S16)', () => {
    const [queue] = resourcesOf(template, 'AWS::SQS::Queue').filter(({ id }) =>
      id.startsWith('NotificationsOutgoingQueue'),
    );
    const waited = WAITS_SECONDS.reduce<number>((sum, seconds) => sum + seconds, 0);
    expect(waited).toBeGreaterThan(queue?.properties.VisibilityTimeout);
  });

  it('limit the queue’s concurrency by the sending rate', () => {
    expect(outgoingConcurrency(1)).toBe(2);
    expect(outgoingConcurrency(14)).toBe(2);
    expect(outgoingConcurrency(100)).toBe(20);
  });
});

describe('Feedback', () => {
  it('publishes bounces, complaints, rejections and delays, and nothing else (S16)', () => {
    const topic = resourceOf(template, 'AWS::SNS::Topic', 'FeedbackArrived');
    template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['bounce', 'complaint', 'reject', 'deliveryDelay'],
        SnsDestination: { TopicARN: { Ref: topic.id } },
      },
    });
    template.hasResourceProperties('AWS::SNS::Subscription', {
      TopicArn: { Ref: topic.id },
      RawMessageDelivery: true,
    });
  });
});
