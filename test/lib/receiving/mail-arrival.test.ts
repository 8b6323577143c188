import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { resourceOf, synthesize } from '../synthesize.ts';

const template = synthesize();

describe('MailArrival', () => {
  it('receives for the piping address and scans for spam and viruses', () => {
    template.hasResourceProperties('AWS::SES::ReceiptRule', {
      Rule: Match.objectLike({
        Enabled: true,
        Recipients: ['support@example.com'],
        ScanEnabled: true,
        TlsPolicy: 'Optional',
      }),
    });
  });

  it.each<[object, string[]]>([
    [{ otherAddresses: ['sales@example.com'] }, ['support@example.com', 'sales@example.com']],
    [{ receivesWholeDomain: true }, ['example.com']],
    [
      { receivesWholeDomain: true, otherAddresses: ['a@example.com', 'a@example.org'] },
      ['example.com', 'a@example.org'],
    ],
  ])('receives for the addresses of %j', (given, recipients) => {
    const { properties } = resourceOf(synthesize(given), 'AWS::SES::ReceiptRule');
    expect(properties.Rule.Recipients).toEqual(recipients);
  });

  it('has one action: store the octets below inbound/ and notify the topic', () => {
    const { properties } = resourceOf(template, 'AWS::SES::ReceiptRule');
    const topic = resourceOf(template, 'AWS::SNS::Topic', 'MailArrived');
    const bucket = resourceOf(template, 'AWS::S3::Bucket', 'MailBucket');
    expect(properties.Rule.Actions).toEqual([
      {
        S3Action: {
          BucketName: { Ref: bucket.id },
          ObjectKeyPrefix: 'inbound/',
          TopicArn: { Ref: topic.id },
        },
      },
    ]);
  });

  it('lets only SES of this account write and publish', () => {
    const ofThisAccount = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
    for (const [type, action] of [
      ['AWS::S3::BucketPolicy', 's3:PutObject'],
      ['AWS::SNS::TopicPolicy', 'sns:Publish'],
    ] as const) {
      template.hasResourceProperties(type, {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Action: action,
              Effect: 'Allow',
              Principal: { Service: 'ses.amazonaws.com' },
              Condition: ofThisAccount,
            }),
          ]),
        },
      });
    }
  });

  it("gives the queue SES's own text, without SNS's envelope", () => {
    const queue = resourceOf(template, 'AWS::SQS::Queue', 'InboundQueue');
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'sqs',
      RawMessageDelivery: true,
      Endpoint: { 'Fn::GetAtt': [queue.id, 'Arn'] },
    });
  });

  it('creates a rule set of its own if none is named', () => {
    template.resourceCountIs('AWS::SES::ReceiptRuleSet', 1);
  });

  it('joins the named rule set, and creates none', () => {
    const joined = synthesize({ existingRuleSetName: 'company-mail' });
    joined.resourceCountIs('AWS::SES::ReceiptRuleSet', 0);
    joined.hasResourceProperties('AWS::SES::ReceiptRule', { RuleSetName: 'company-mail' });
  });

  it('activates no rule set, which would stop the account’s other mail', () => {
    expect(JSON.stringify(template.toJSON())).not.toContain('SetActiveReceiptRuleSet');
    template.resourceCountIs('AWS::CloudFormation::CustomResource', 0);
  });
});
