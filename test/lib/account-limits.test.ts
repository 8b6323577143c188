import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../../lib/read-configuration.ts';
import { resolveValue } from '../../local/template/resolve-value.ts';
import type { Template as StackTemplate, TemplateValue } from '../../local/template/template.ts';
import { LONGEST, LONGEST_REGION } from './longest.ts';
import { synthesize } from './synthesize.ts';

const STACK = `email-piping-${LONGEST.stage}`;
const template = synthesize(LONGEST).toJSON() as StackTemplate;

/** CloudFormation generates a name from stack, logical id and 13 random characters, cut to the length that the service allows. */
const madeUp = (logicalId: string) => `${STACK}-${logicalId}-${'x'.repeat(13)}`.slice(0, 128);
const arnOf = (logicalId: string) =>
  `arn:aws:secretsmanager:${LONGEST_REGION}:123456789012:function:${madeUp(logicalId)}`;

const context = {
  pseudoParameters: {
    'AWS::AccountId': '123456789012',
    'AWS::Region': LONGEST_REGION,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': STACK,
  },
  resourceOf: async (logicalId: string) => ({
    ref: madeUp(logicalId),
    attributes: new Proxy<Record<string, string>>({}, { get: () => arnOf(logicalId) }),
  }),
};

const resources = await Promise.all(
  Object.entries(template.Resources).map(async ([id, { Type, Properties }]) => ({
    id,
    type: Type,
    properties: (await resolveValue(Properties ?? {}, context)) as Record<string, TemplateValue>,
  })),
);
const ofType = (type: string) => resources.filter((resource) => resource.type === type);

/** The greatest length of a name, by the services' quotas pages. */
const LONGEST_NAMES: [type: string, property: string, characters: number][] = [
  ['AWS::Lambda::Function', 'FunctionName', 64],
  ['AWS::Lambda::Function', 'Description', 256],
  ['AWS::IAM::Role', 'RoleName', 64],
  ['AWS::IAM::Policy', 'PolicyName', 128],
  ['AWS::SQS::Queue', 'QueueName', 80],
  ['AWS::SNS::Topic', 'TopicName', 256],
  ['AWS::SES::ReceiptRuleSet', 'RuleSetName', 64],
  ['AWS::SES::ConfigurationSet', 'Name', 64],
  ['AWS::SES::EmailIdentity', 'EmailIdentity', 255],
  ['AWS::SecretsManager::Secret', 'Name', 512],
  ['AWS::Logs::LogGroup', 'LogGroupName', 512],
  ['AWS::CloudWatch::Alarm', 'AlarmName', 255],
  ['AWS::CloudWatch::Alarm', 'AlarmDescription', 1024],
  ['AWS::CloudWatch::Dashboard', 'DashboardName', 255],
  ['AWS::Events::Rule', 'Name', 64],
  ['AWS::ApiGatewayV2::Api', 'Name', 128],
];

/** IAM: "aggregate size of all inline policies of a role", without white space. */
const ROLE_POLICY_CHARACTERS = 10_240;
/** SQS, SNS and S3 allow 20 KB or more; CloudWatch Logs 5,120 characters for a resource policy, of which an account has ten per region. */
const LOG_POLICY_CHARACTERS = 5120;
const RESOURCE_POLICY_CHARACTERS = 20_480;
const ENVIRONMENT_OCTETS = 4096;

describe('the longest domain and stage, in the region with the longest name', () => {
  it.each(LONGEST_NAMES)('%s: %s within %d characters', (type, property, characters) => {
    const long = ofType(type)
      .map(({ properties }) => String(properties[property] ?? ''))
      .filter(({ length }) => length > characters);
    expect(long).toEqual([]);
  });

  it('keeps the policies of each role within 10,240 characters', () => {
    const sums: Record<string, number> = {};
    for (const { properties } of ofType('AWS::IAM::Policy')) {
      const size = JSON.stringify(properties.PolicyDocument).replaceAll(/\s/g, '').length;
      for (const role of properties.Roles as string[]) sums[role] = (sums[role] ?? 0) + size;
    }
    expect(Object.keys(sums).length).toBeGreaterThan(5);
    expect(Object.entries(sums).filter(([, size]) => size > ROLE_POLICY_CHARACTERS)).toEqual([]);
  });

  it.each([
    ['AWS::SQS::QueuePolicy', RESOURCE_POLICY_CHARACTERS],
    ['AWS::SNS::TopicPolicy', RESOURCE_POLICY_CHARACTERS],
    ['AWS::S3::BucketPolicy', RESOURCE_POLICY_CHARACTERS],
    ['AWS::Logs::ResourcePolicy', LOG_POLICY_CHARACTERS],
  ])('keeps each %s within %d characters', (type, characters) => {
    const sizes = ofType(type).map(
      ({ properties }) => JSON.stringify(properties.PolicyDocument).length,
    );
    expect(sizes.filter((size) => size > characters)).toEqual([]);
  });

  it('puts access logs where they need no resource policy of the account', () => {
    const stages = ofType('AWS::ApiGatewayV2::Stage').map(({ properties }) =>
      JSON.stringify(properties.AccessLogSettings ?? {}),
    );
    expect(stages.length).toBeGreaterThan(0);
    const names = ofType('AWS::Logs::LogGroup').map(({ properties }) => properties.LogGroupName);
    expect(names.filter((name) => String(name).startsWith('/aws/vendedlogs/'))).toHaveLength(
      stages.length,
    );
  });

  it("keeps each function's variables within 4 KB", () => {
    expect(environmentsOver(ENVIRONMENT_OCTETS, resources)).toEqual([]);
  });

  it('stays below the 500 resources and the 1 MB of a template', () => {
    expect(resources.length).toBeLessThan(500);
    expect(JSON.stringify(template).length).toBeLessThan(1_000_000);
  });
});

describe('many addresses', () => {
  const long = (count: number) =>
    Array.from({ length: count }, (_, index) => `address-${index}@${'long.'.repeat(20)}example`);

  it('are refused if they do not fit into a function’s variables, with the alternative', () => {
    expect(() => parseConfiguration({ ...LONGEST, otherAddresses: long(30) })).toThrow(
      /otherAddresses: .*receivesWholeDomain/,
    );
  });

  it('are accepted as long as they fit', () => {
    expect(
      parseConfiguration({ ...LONGEST, otherAddresses: long(10) }).otherAddresses,
    ).toHaveLength(10);
  });
});

function environmentsOver(octets: number, all: typeof resources): string[] {
  return all.flatMap(({ id, type, properties }) => {
    if (type !== 'AWS::Lambda::Function') return [];
    const { Variables = {} } = (properties.Environment ?? {}) as { Variables?: object };
    const size = Object.entries(Variables).flat().join('').length;
    return size > octets ? [`${id}: ${size}`] : [];
  });
}
