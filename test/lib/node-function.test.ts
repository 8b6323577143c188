import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { functionsOf, resourcesOf, synthesize } from './synthesize.ts';

const FUNCTION_NAMES = [
  'check-settings',
  'deliver-webhooks',
  'erase-person',
  'notify',
  'parse-mail',
  'poll-mailboxes',
  'reconcile',
  'record-feedback',
  'serve-api',
];
const template = synthesize({ retentionDays: { logs: 40 } });
const functions = functionsOf(template);

describe('NodeFunction', () => {
  it('exists for each file of functions/', () => {
    expect([...functions.keys()].sort()).toEqual(FUNCTION_NAMES);
  });

  it.each([...functions])(
    '%s runs Node 24 on arm64, without source maps',
    (_name, { properties }) => {
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      });
      // source maps double the time and memory of loading; `npm run trace` reads a stack trace instead
      expect(properties.Environment.Variables).not.toHaveProperty('NODE_OPTIONS');
    },
  );

  it('may loop if it sends to its own queue', () => {
    const allowed = [...functions].filter(
      ([, { properties }]) => properties.RecursiveLoop === 'Allow',
    );
    expect(allowed.map(([name]) => name).sort()).toEqual([
      'deliver-webhooks',
      'erase-person',
      'notify',
      'record-feedback',
    ]);
  });

  it("limits Lambda's retries of an event from a schedule or rule", () => {
    const retries = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').map(
      ({ properties }) => [
        [...functions].find(([, { id }]) => id === properties.FunctionName.Ref)?.[0],
        [properties.MaximumRetryAttempts, properties.MaximumEventAgeInSeconds],
      ],
    );
    // Lambda waits a minute before the first retry and two before the second, so an event that is to be retried must grow older
    expect(Object.fromEntries(retries)).toEqual({
      'check-settings': [2, undefined],
      'poll-mailboxes': [0, 60],
      reconcile: [0, 60],
    });
  });

  it('has a role of its own', () => {
    const roles = [...functions.values()].map(({ properties }) => properties.Role['Fn::GetAtt'][0]);
    expect(new Set(roles).size).toBe(FUNCTION_NAMES.length);
  });

  it('has a log that is kept at least as long as configured', () => {
    const logs = resourcesOf(template, 'AWS::Logs::LogGroup');
    expect(logs.map(({ properties }) => properties.RetentionInDays)).toEqual(
      Array(FUNCTION_NAMES.length + 1).fill(60),
    );
  });

  it('gives check-settings no table', () => {
    const variables = functions.get('check-settings')?.properties.Environment.Variables;
    expect(variables).toMatchObject({
      RECEIVES_AT: 'support@example.com',
      SETTINGS_PATH: '/email-piping/test/',
    });
    expect(variables).not.toHaveProperty('TABLE_NAME');
  });

  it('gives reconcile no addresses, which would not fit beside its queues', () => {
    const variables = functions.get('reconcile')?.properties.Environment.Variables;
    expect(variables).toMatchObject({
      TABLE_NAME: expect.anything(),
      MAIL_BUCKET_NAME: expect.anything(),
      MAIL_RECORD_DAYS: '730',
    });
    expect(variables).not.toHaveProperty('RECEIVES_AT');
  });

  it.each([...functions].filter(([name]) => !['check-settings', 'reconcile'].includes(name)))(
    '%s has the shared variables',
    (_name, found) => {
      expect(found.properties.Environment.Variables).toMatchObject({
        RECEIVES_AT: 'support@example.com',
        TABLE_NAME: expect.anything(),
        MAIL_BUCKET_NAME: expect.anything(),
        SETTINGS_PATH: '/email-piping/test/',
        SECRETS_PREFIX: 'email-piping/test/',
        LOG_LEVEL: 'info',
      });
    },
  );

  it.each([
    ['poll-mailboxes', ['INBOUND_QUEUE_URL']],
    ['notify', ['OUTGOING_QUEUE_URL', 'CONFIGURATION_SET_NAME', 'API_URL']],
    ['deliver-webhooks', ['WEBHOOK_QUEUE_URL']],
    ['serve-api', ['ERASURE_QUEUE_URL', 'POLL_FUNCTION_NAME', 'PARSE_FUNCTION_NAME']],
    ['reconcile', ['INBOUND_QUEUE_URL', 'OUTGOING_QUEUE_URL']],
    ['erase-person', ['ERASURE_QUEUE_URL']],
  ])('%s has the variables of its destinations', (name, variables) => {
    expect(Object.keys(functions.get(name)?.properties.Environment.Variables)).toEqual(
      expect.arrayContaining(variables),
    );
  });

  it('has exactly the variables in docs/architecture.md', () => {
    const everything = {
      canary: true,
      console: true,
      eventBusName: 'bus',
      encryptionKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1',
    };
    const given = [...functionsOf(synthesize(everything)).values()].flatMap(({ properties }) =>
      Object.keys(properties.Environment.Variables),
    );
    const page = readFileSync('docs/architecture.md', 'utf8');
    const section = page.split('## Environment of the functions')[1]?.split('\n## ')[0] ?? '';
    const named = [...section.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name);
    const ofThisMachineAlone = ['RETRY_SECONDS', 'PIPING_DNS_SERVER'];
    expect([...named].sort()).toEqual([...new Set(given), ...ofThisMachineAlone].sort());
  });
});
