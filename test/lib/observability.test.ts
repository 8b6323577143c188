import { describe, expect, it } from 'vitest';
import { functionsOf, resourceOf, resourcesOf, synthesize } from './synthesize.ts';

const template = synthesize({ alarmEmail: 'operations@example.com' });
const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(({ properties }) => properties);
const alarmsOn = (metricName: string) => alarms.filter((alarm) => alarm.MetricName === metricName);
const dimensionsOf = (metricName: string): string[] =>
  alarmsOn(metricName)
    .map((alarm) => alarm.Dimensions[0].Value)
    .map((value) => value['Fn::GetAtt']?.[0] ?? value.Ref)
    .sort();

describe('Observability', () => {
  it('alarms on the first message in any dead-letter queue', () => {
    const deadLetters = resourcesOf(template, 'AWS::SQS::Queue').filter(({ id }) =>
      id.includes('DeadLetters'),
    );
    expect(dimensionsOf('ApproximateNumberOfMessagesVisible')).toEqual(
      deadLetters.map(({ id }) => id).sort(),
    );
    for (const alarm of alarmsOn('ApproximateNumberOfMessagesVisible')) {
      expect(alarm.Threshold).toBe(1);
    }
  });

  it('alarms on a queue whose oldest message is later than any grouping window (S8)', () => {
    expect(alarmsOn('ApproximateAgeOfOldestMessage')).toHaveLength(6);
    for (const alarm of alarmsOn('ApproximateAgeOfOldestMessage')) {
      expect(alarm.Threshold).toBeGreaterThan(900);
    }
  });

  it.each(['Errors', 'Throttles'])('alarms on %s of every function', (metricName) => {
    const ids = [...functionsOf(template).values()].map(({ id }) => id).sort();
    expect(dimensionsOf(metricName)).toEqual(ids);
  });

  it('alarms on one error of what runs once in five minutes, on three of what is tried again', () => {
    const thresholdOf = (name: string) =>
      alarmsOn('Errors').find(
        (alarm) => alarm.Dimensions[0].Value.Ref === functionsOf(template).get(name)?.id,
      )?.Threshold;
    expect(['reconcile', 'poll-mailboxes', 'parse-mail'].map(thresholdOf)).toEqual([1, 3, 3]);
  });

  it('alarms when the stream is behind, and when a record of it was given up', () => {
    expect(alarmsOn('IteratorAge')).toHaveLength(2);
    expect(alarmsOn('OnFailureDestinationDeliveredEventCount')).toHaveLength(2);
  });

  it('alarms on errors in the log: at once where nothing is tried again', () => {
    const filters = resourcesOf(template, 'AWS::Logs::MetricFilter');
    expect(filters).toHaveLength(functionsOf(template).size);
    for (const { properties } of filters) {
      expect(properties.FilterPattern).toBe('{ ($.level = "ERROR") || ($.level = "CRITICAL") }');
    }
    const thresholdOf = (name: string) =>
      alarmsOn(`email-piping-test-${name}-error-lines`)[0]?.Threshold;
    expect(['check-settings', 'reconcile', 'poll-mailboxes', 'serve-api'].map(thresholdOf)).toEqual(
      [1, 1, 1, 1],
    );
    expect(['parse-mail', 'notify', 'record-feedback'].map(thresholdOf)).toEqual([3, 3, 3]);
  });

  it('alarms before SES reviews the account', () => {
    expect(alarmsOn('Reputation.BounceRate')[0]?.Threshold).toBeLessThan(0.05);
    expect(alarmsOn('Reputation.ComplaintRate')[0]?.Threshold).toBeLessThan(0.001);
  });

  it('mails every alarm to the configured address', () => {
    const topic = resourceOf(template, 'AWS::SNS::Topic', 'Alarms');
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'operations@example.com',
      TopicArn: { Ref: topic.id },
    });
    for (const alarm of alarms) expect(alarm.AlarmActions).toEqual([{ Ref: topic.id }]);
  });

  it('lets CloudWatch publish: a topic policy replaces the one that would', () => {
    const policy = resourceOf(template, 'AWS::SNS::TopicPolicy', 'Alarms').properties;
    expect(policy.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
      }),
    );
  });
});
