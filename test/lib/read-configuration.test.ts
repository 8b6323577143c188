import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import octets from '../../functions/settings/address-octets.json' with { type: 'json' };
import {
  ConfigurationError,
  parseConfiguration,
  readConfiguration,
} from '../../lib/read-configuration.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const given = { domain: 'example.com', pipingAddress: 'support@example.com', stage: 'test' };

describe('parseConfiguration', () => {
  it('needs domain, piping address and stage only', () => {
    expect(parseConfiguration(given)).toEqual({
      ...given,
      canary: false,
      otherAddresses: [],
      receivesWholeDomain: false,
      activateRuleSet: false,
      receiptRule: { stop: false },
      existingIdentity: false,
      existingSecrets: false,
      tags: {},
      tableDeletionProtection: true,
      dashboard: true,
      tracing: false,
      allowLoopbackCalls: false,
      pollMailboxes: true,
      console: false,
      sendingRatePerSecond: 14,
      retentionDays: { rawMail: 90, attachments: 730, mailRecords: 730, logs: 30 },
    });
  });

  it('lets webhooks call this machine only on the local stage', () => {
    expect(() => parseConfiguration({ ...given, allowLoopbackCalls: true })).toThrow(
      'allowLoopbackCalls: is for the stage "local" alone',
    );
    const local = { ...given, stage: 'local', allowLoopbackCalls: true };
    expect(parseConfiguration(local).allowLoopbackCalls).toBe(true);
  });

  it('names every value that is missing', () => {
    expect(() => parseConfiguration({ domain: 'example.com' })).toThrow(
      /pipingAddress: is missing[\s\S]*stage: is missing/,
    );
  });

  it('says what was given and what is allowed', () => {
    expect(() => parseConfiguration({ ...given, stage: 'test-' })).toThrow('not end with -');
    expect(() => parseConfiguration({ ...given, stage: 'Prod!' })).toThrow(
      'stage: must be 1 to 20 of a-z 0-9 -, begin with a letter and not end with - (given: "Prod!")',
    );
  });

  it('names an unknown value', () => {
    expect(() => parseConfiguration({ ...given, regoin: 'eu-west-1' })).toThrow(
      'regoin: no such value',
    );
  });

  it('requires mail records to be kept 7 days longer than raw mail', () => {
    const retentionDays = { rawMail: 100, mailRecords: 106 };
    expect(() => parseConfiguration({ ...given, retentionDays })).toThrow(
      'retentionDays.mailRecords: must be at least retentionDays.rawMail + 7',
    );
  });

  it('names the path of a nested value', () => {
    expect(() => parseConfiguration({ ...given, retentionDays: { rawMail: 0 } })).toThrow(
      'retentionDays.rawMail: ',
    );
  });

  it.each<[object, string]>([
    [{ retentionDays: { rawMail: true } }, 'retentionDays.rawMail: '],
    [{ retentionDays: { rawMail: [90] } }, 'retentionDays.rawMail: '],
    [{ sendingRatePerSecond: true }, 'sendingRatePerSecond: '],
    [
      { retentionDays: '{"logs": 0}' },
      'retentionDays.logs: Too small: expected number to be >=1 (given: 0)',
    ],
    [
      { otherAddresses: '["a"]' },
      'otherAddresses.0: must be one bare address, such as "support@example.com" (given: "a")',
    ],
    [{ receiptRule: { affter: 'a' } }, 'receiptRule.affter: no such value'],
    [
      { tags: { 'aws:a': 'b' } },
      'tags.aws:a: its name must have 1 to 128 characters and not begin with "aws:"',
    ],
  ])('refuses %j in words that say what is wrong', (values, problem) => {
    expect(() => parseConfiguration({ ...given, ...values })).toThrow(problem);
  });

  it('refuses a piping address outside of the domain', () => {
    expect(() => parseConfiguration({ ...given, pipingAddress: 'support@example.org' })).toThrow(
      'pipingAddress: must be an address of the domain',
    );
  });

  it('refuses an address whose domain only ends like the domain', () => {
    expect(() => parseConfiguration({ ...given, pipingAddress: 'a@not-example.com' })).toThrow(
      ConfigurationError,
    );
  });

  it.each<[string, object]>([
    ['otherAddresses', { otherAddresses: ['Sales <sales@example.com>'] }],
    ['otherAddresses', { otherAddresses: ['a+b@example.com'] }],
    ['receiptRule', { receiptRule: { after: 'a', before: 'b' } }],
    ['receiptRule', { receiptRule: { after: 'a' } }],
    ['receiptRule', { receiptRule: { before: 'a' } }],
    ['activateRuleSet', { activateRuleSet: true, existingRuleSetName: 'company' }],
    ['apiDomain', { apiDomain: { name: 'mail.example.com' } }],
    ['mailFromDomain', { mailFromDomain: 'bounce.example.org' }],
    ['mailFromDomain', { mailFromDomain: 'bounce.example.com', existingIdentity: true }],
    ['existingTable', { existingTable: { arn: 'my-table' } }],
    ['hostedZone', { hostedZone: { id: 'example.com', name: 'example.com' } }],
    ['hostedZone', { hostedZone: { id: 'Z1', name: 'example.org' } }],
    ['hostedZone', { hostedZone: { id: 'Z1', name: 'mple.com' } }],
    [
      'apiDomain',
      { hostedZone: { id: 'Z1', name: 'example.com' }, apiDomain: { name: 'api.example.org' } },
    ],
    ['tags', { tags: 'owner=me' }],
    ['tags', { tags: { 'aws:owner': 'me' } }],
  ])('names %s if it is invalid: %j', (name, values) => {
    expect(() => parseConfiguration({ ...given, ...values })).toThrow(name);
  });

  it('leaves room for plus and token, 64 octets in all (S2)', () => {
    const longest = 'a'.repeat(octets.senderLocalPart);
    expect(
      parseConfiguration({ ...given, pipingAddress: `${longest}@example.com` }).pipingAddress,
    ).toBe(`${longest}@example.com`);
    expect(() =>
      parseConfiguration({ ...given, pipingAddress: `${longest}a@example.com` }),
    ).toThrow('at most 26 octets');
  });

  it('refuses a piping address that has a plus part already', () => {
    expect(() => parseConfiguration({ ...given, pipingAddress: 'a+b@example.com' })).toThrow(
      'must have no plus part',
    );
  });

  it('lower-cases domain and address', () => {
    const read = parseConfiguration({
      ...given,
      domain: 'Example.COM',
      pipingAddress: 'Support@Example.com',
    });
    expect(read).toMatchObject({ domain: 'example.com', pipingAddress: 'support@example.com' });
  });
});

describe('readConfiguration', () => {
  const NO_FILE = 'no-such-file.json';
  const node = (context: object) => new App({ context }).node;
  const fileWith = (text: string): string => {
    const file = join(temporaryFolder('configuration'), 'configuration.json');
    writeFileSync(file, text);
    return file;
  };

  it('names the file to copy when there is none', () => {
    expect(() => readConfiguration(node({}), NO_FILE)).toThrow(
      /Copy email-piping\.config\.example\.json to email-piping\.config\.json/,
    );
  });

  it('names a given file that does not exist', () => {
    expect(() => readConfiguration(node({ configuration: 'nowhere.json' }))).toThrow(
      'There is no file nowhere.json',
    );
  });

  it('names a file that is not JSON', () => {
    const file = fileWith('domain: example.com');
    expect(() => readConfiguration(node({ configuration: file }))).toThrow(
      'must hold one JSON object',
    );
  });

  it('reads the example unchanged', () => {
    const example = readConfiguration(node({ configuration: 'email-piping.config.example.json' }));
    expect(example.domain).toBe('example.com');
  });

  it('reads everything from the context, where all values are text', () => {
    const read = readConfiguration(
      node({
        ...given,
        pollMailboxes: 'false',
        sendingRatePerSecond: '1',
        otherAddresses: '["sales@example.com"]',
        retentionDays: '{"logs": 7}',
      }),
      NO_FILE,
    );
    expect(read).toMatchObject({
      ...given,
      pollMailboxes: false,
      sendingRatePerSecond: 1,
      otherAddresses: ['sales@example.com'],
      retentionDays: { logs: 7, rawMail: 90 },
    });
  });

  it('prefers the context to the file', () => {
    const configuration = fileWith(JSON.stringify(given));
    expect(readConfiguration(node({ configuration, stage: 'other' }))).toMatchObject({
      ...given,
      stage: 'other',
    });
  });
});
