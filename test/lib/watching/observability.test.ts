import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { functionsOf, resourceOf, resourcesOf, synthesize } from '../synthesize.ts';

const template = synthesize({ alarmEmail: 'operations@example.com' });
const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(({ properties }) => properties);
const alarmsOn = (metricName: string) => alarms.filter((alarm) => alarm.MetricName === metricName);
const dimensionsOf = (metricName: string): string[] =>
  alarmsOn(metricName)
    .map((alarm) => alarm.Dimensions[0].Value)
    .map((value) => value['Fn::GetAtt']?.[0] ?? value.Ref)
    .sort();

describe('Observability', () => {
  it('alarms on the first message in any dead-letter queue except that of looks, which reconcile reports', () => {
    const deadLetters = resourcesOf(template, 'AWS::SQS::Queue').filter(
      ({ id }) => id.includes('DeadLetters') && !id.includes('Look'),
    );
    expect(dimensionsOf('ApproximateNumberOfMessagesVisible')).toEqual(
      deadLetters.map(({ id }) => id).sort(),
    );
    for (const alarm of alarmsOn('ApproximateNumberOfMessagesVisible')) {
      expect(alarm.Threshold).toBe(1);
    }
  });

  it('alarms on messages older than any grouping window (S8) in the queues that reconcile does not report', () => {
    expect(dimensionsOf('ApproximateAgeOfOldestMessage')).toEqual([
      expect.stringMatching(/^Feedback/),
      expect.stringMatching(/^MailArrivalInbound/),
      expect.stringMatching(/^NotificationsOutgoing/),
      expect.stringMatching(/^WebhooksWebhook/),
    ]);
    for (const alarm of alarmsOn('ApproximateAgeOfOldestMessage')) {
      expect(alarm.Threshold).toBeGreaterThan(900);
    }
  });

  it('alarms when the stream is behind, and when one of its records was given up', () => {
    expect(alarmsOn('IteratorAge')).toHaveLength(2);
    expect(alarmsOn('OnFailureDestinationDeliveredEventCount')).toHaveLength(2);
  });

  it('counts the error lines of every function, and invocations that ended without success', () => {
    const filters = resourcesOf(template, 'AWS::Logs::MetricFilter');
    expect(filters).toHaveLength(functionsOf(template).size);
    for (const { properties } of filters) {
      expect(properties.FilterPattern).toBe(
        '{ ($.level = "ERROR") || ($.level = "CRITICAL") || (($.type = "platform.report") && ($.record.status != "success")) }',
      );
    }
  });

  it('alarms on the first error that nothing retries, and on the third of the others', () => {
    const names = ['CheckSettings', 'PollMailboxes', 'Reconcile', 'ServeApi'];
    const countedAs = (metricName: string) =>
      resourcesOf(template, 'AWS::Logs::MetricFilter')
        .filter(({ properties }) => properties.MetricTransformations[0].MetricName === metricName)
        .map(({ id }) => names.find((name) => id.includes(name)))
        .sort();
    const [once, several] = ['email-piping-test-error-lines-once', 'email-piping-test-error-lines'];
    expect(countedAs(once)).toEqual(names);
    expect(alarmsOn(once)[0]?.Threshold).toBe(1);
    expect(countedAs(several)).toEqual(Array(5).fill(undefined));
    expect(alarmsOn(several)[0]?.Threshold).toBe(3);
  });

  it('alarms on 5xx answers of the API', () => {
    expect(alarmsOn('5xx')[0]).toMatchObject({ Namespace: 'AWS/ApiGateway', Threshold: 3 });
  });

  it('has at most 23 alarms, as each costs money', () => {
    expect(alarms.length).toBeLessThanOrEqual(23);
  });

  it.each([
    [undefined, 'docs/operations.md#redrive'],
    ['https://wiki.example.com/piping', 'https://wiki.example.com/piping#redrive'],
  ])('links an alarm to its runbook (runbookUrl %s)', (runbookUrl, link) => {
    const given = synthesize({ ...(runbookUrl && { runbookUrl }) });
    const { properties } = resourceOf(given, 'AWS::CloudWatch::Alarm', 'InboundDeadLetters');
    expect(properties.AlarmDescription).toMatch(new RegExp(`Runbook: ${link}$`));
  });

  it('links to headings that docs/operations.md has', () => {
    const page = readFileSync('docs/operations.md', 'utf8');
    const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading.toLowerCase().replaceAll(' ', '-'),
    );
    const led = alarms.map(({ AlarmDescription }) => /#(\S+)$/.exec(AlarmDescription)?.[1]);
    expect(led.filter((anchor) => !anchors.includes(anchor ?? ''))).toEqual([]);
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

  it('lets CloudWatch publish, as the default policy that did is replaced', () => {
    const policy = resourceOf(template, 'AWS::SNS::TopicPolicy', 'Alarms').properties;
    expect(policy.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
      }),
    );
  });
});
