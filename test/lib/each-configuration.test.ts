import { describe, expect, it } from 'vitest';
import { synthesize } from './synthesize.ts';

const REGION = 'eu-west-1:123456789012';
const ZONE = { hostedZone: { id: 'Z0123456789', name: 'example.com' } };
const TABLE = `arn:aws:dynamodb:${REGION}:table/kept`;
const KEPT = {
  existingIdentity: true,
  existingSecrets: true,
  existingTable: { arn: TABLE, streamArn: `${TABLE}/stream/2026-01-01T00:00:00.000` },
  existingBucketName: 'kept',
};

/** Each value of the configuration that changes what is made, in as few stacks as go together. */
const CONFIGURATIONS: [string, object][] = [
  [
    'a rule set of others, a permissions boundary, tags, alarms, an event bus',
    {
      existingRuleSetName: 'company',
      receiptRule: { after: 'archive' },
      permissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/most',
      tags: { team: 'support' },
      alarmEmail: 'operations@example.com',
      eventBusName: 'chat',
    },
  ],
  [
    'a key of the team, more addresses, no polling, no dashboard',
    {
      encryptionKeyArn: `arn:aws:kms:${REGION}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      otherAddresses: ['sales@example.com'],
      receivesWholeDomain: true,
      pollMailboxes: false,
      dashboard: false,
    },
  ],
  [
    'a hosted zone, a domain for the API, the active rule set, tracing',
    {
      ...ZONE,
      mailFromDomain: 'bounce.example.com',
      apiDomain: { name: 'chat.example.com' },
      activateRuleSet: true,
      receiptRule: { before: 'archive', stop: true },
      tracing: true,
    },
  ],
  [
    'a domain for the API with its certificate',
    {
      apiDomain: {
        name: 'chat.example.org',
        certificateArn: `arn:aws:acm:${REGION}:certificate/1`,
      },
    },
  ],
];

describe('each configuration can be deployed', () => {
  it.each(CONFIGURATIONS)('with %s', (_, given) => {
    const resources = synthesize(given).findResources('AWS::Lambda::Function');
    expect(Object.keys(resources).length).toBeGreaterThan(5);
  });

  it('makes nothing anew that a removed stack has kept', () => {
    const template = synthesize(KEPT);
    for (const type of ['DynamoDB::Table', 'SES::EmailIdentity', 'SecretsManager::Secret'])
      template.resourceCountIs(`AWS::${type}`, 0);
    // of the two, only the one for records that failed
    template.resourceCountIs('AWS::S3::Bucket', 1);
  });
});
