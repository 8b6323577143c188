import { describe, expect, it } from 'vitest';
import type {
  AccountFacts,
  IntendedDeployment,
} from '../../../functions/steps/examining/account-facts.ts';
import { examineAccount } from '../../../functions/steps/examining/examine-account.ts';
import type { BucketNotification, KeptBucket } from '../../../functions/steps/examining/ports.ts';

const intended: IntendedDeployment = {
  stage: 'production',
  domain: 'example.com',
  pipingAddress: 'support@example.com',
  otherAddresses: [],
  receivesWholeDomain: false,
  existingIdentity: false,
  existingSecrets: false,
  activateRuleSet: true,
  receiptRule: {},
  sendingRatePerSecond: 14,
};
const fresh: AccountFacts = {
  region: 'eu-west-1',
  receivesMail: true,
  isBootstrapped: true,
  stackResources: undefined,
  stackRecords: undefined,
  knowsDomain: false,
  secrets: [],
  deletedSecrets: [],
  left: { tables: [], buckets: [] },
  records: [],
  activeRuleSet: undefined,
  namedRules: undefined,
  bucketName: undefined,
  mailsPerSecond: 14,
  concurrentExecutions: 1000,
};
const rule = {
  name: 'sales',
  isEnabled: true,
  recipients: ['example.com'],
  bucketName: 'theirs',
  stops: false,
  otherActions: [],
};
const named = { name: 'email-piping-production' };
const company = { name: 'company', rules: [rule] };
/** A bucket policy that lets SES put mail below `inbound/`, with `change` applied. */
const policyOf = (change: object = {}) =>
  JSON.stringify({
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'ses.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: 'arn:aws:s3:::kept/inbound/*',
        ...change,
      },
    ],
  });
const allowAll = policyOf({ Resource: 'arn:aws:s3:::*' });
const kept: KeptBucket = { name: 'kept', policy: policyOf(), notifications: [] };
const told = (queue: string, prefix: string): BucketNotification => ({
  field: 'QueueConfigurations',
  target: `arn:aws:sqs:eu-west-1:1:${queue}`,
  events: ['s3:ObjectCreated:*'],
  prefix,
  value: { QueueArn: queue },
});
type Case = [string, Partial<IntendedDeployment>, Partial<AccountFacts>, RegExp];
const found = (state: string, configuration: object, facts: object) =>
  examineAccount({ ...intended, ...configuration }, { ...fresh, ...facts })
    .filter((finding) => finding.state === state)
    .map(({ what }) => what);

describe('examineAccount', () => {
  it('finds nothing wrong with a fresh account', () => {
    expect(found('bad', {}, {})).toEqual([]);
    expect(found('hint', {}, {})).toEqual([]);
  });

  it.each<Case>([
    ['a region that receives no mail', {}, { receivesMail: false }, /receives no mail/],
    ['a missing bootstrap', {}, { isBootstrapped: false }, /bootstrapped/],
    [
      'a domain that SES knows',
      {},
      { knowsDomain: true },
      /already has an identity for example.com/,
    ],
    ['a domain that SES does not know', { existingIdentity: true }, {}, /has no identity for/],
    ['secrets of a former deployment', {}, { secrets: ['a/token-keys'] }, /a\/token-keys/],
    ['missing secrets', { existingSecrets: true }, {}, /no secrets/],
    [
      'a secret that is marked for deletion',
      { existingSecrets: true },
      { secrets: ['a/token-keys'], deletedSecrets: ['a/token-keys'] },
      /a\/token-keys is marked for deletion/,
    ],
    [
      'a rule of our name that writes to the bucket of others',
      {},
      {
        activeRuleSet: { name: 'set', rules: [{ ...rule, ...named, recipients: ['a@b.example'] }] },
      },
      /"email-piping-production" of the rule set "set" writes to the bucket "theirs", this stack has no bucket yet/,
    ],
    [
      'a rule of our name in the named rule set',
      { existingRuleSetName: 'set', activateRuleSet: false, existingBucketName: 'kept' },
      { namedRules: [{ ...rule, ...named }], keptBucket: kept },
      /writes to the bucket "theirs", this stack writes to "kept"/,
    ],
    [
      'to leave the active rule set',
      { activateRuleSet: false },
      {
        stackResources: ['set/email-piping-production'],
        bucketName: 'ours',
        activeRuleSet: { name: 'set', rules: [{ ...rule, ...named, bucketName: 'ours' }] },
      },
      /would leave the active rule set "set"/,
    ],
    [
      'to leave its own active rule set for one that is not active',
      { activateRuleSet: false, existingRuleSetName: 'spare' },
      {
        stackResources: ['own'],
        bucketName: 'ours',
        namedRules: [],
        activeRuleSet: { name: 'own', rules: [{ ...rule, name: 'generated', bucketName: 'ours' }] },
      },
      /would leave the active rule set "own"/,
    ],
    [
      'a record of a domain that is added to a stack with other records',
      { hostedZone: {} },
      {
        stackResources: ['example.com'],
        stackRecords: ['example.com'],
        records: [
          { type: 'MX', name: 'example.com' },
          { type: 'A', name: 'api.example.com' },
        ],
      },
      /A api.example.com is in DNS already/,
    ],
    ['a missing rule set', { existingRuleSetName: 'x', activateRuleSet: false }, {}, /"x"/],
    [
      'a missing neighbouring rule',
      { receiptRule: { before: 'nobody' } },
      { activeRuleSet: company },
      /no rule "nobody"/,
    ],
    [
      'an address of another rule',
      {},
      { activeRuleSet: { name: 'set', rules: [{ ...rule, recipients: ['support@example.com'] }] } },
      /"sales" takes mail to support@example.com/,
    ],
    [
      'a missing table',
      { existingTable: { arn: 'arn:table/kept', streamArn: 'arn:table/kept/stream/1' } },
      {},
      /no table arn:table\/kept/,
    ],
    ['a missing bucket', { existingBucketName: 'kept' }, {}, /no bucket kept/],
    [
      'a kept bucket that SES may not write to',
      { existingBucketName: 'kept' },
      { keptBucket: { ...kept, policy: '{}' } },
      /bucket kept does not let SES put mail/,
    ],
    [
      'a kept bucket that notifies the queue of a removed stack',
      { existingBucketName: 'kept' },
      { keptBucket: { ...kept, notifications: [told('gone', 'inbound/')] } },
      /bucket kept still tells arn:aws:sqs:eu-west-1:1:gone of new mail/,
    ],
  ])('refuses %s', (_what, configuration, facts, reason) => {
    expect(found('bad', configuration, facts)).toEqual([expect.stringMatching(reason)]);
  });

  it.each<Case>([
    [
      'another rule set that stays active',
      { activateRuleSet: false, pipingAddress: 'support@example.com' },
      { activeRuleSet: { name: 'company', rules: [] } },
      /"company" is active/,
    ],
    ['a catch-all beside ours', {}, { activeRuleSet: company }, /"sales" takes mail/],
    [
      'a leftover table',
      {},
      { left: { tables: ['email-piping-production-Table'], buckets: [] } },
      /table email-piping-production-Table/,
    ],
    [
      'another stage on the domain that would be wholly received',
      { receivesWholeDomain: true },
      {
        activeRuleSet: { name: 'set', rules: [{ ...rule, recipients: ['test@example.com'] }] },
      },
      /test@example.com, which the whole domain would bring to "production"/,
    ],
    ['a share above the rate', { sendingRatePerSecond: 50 }, {}, /may send 14/],
    [
      'a named rule set that is not active',
      { existingRuleSetName: 'spare', activateRuleSet: false },
      { namedRules: [], activeRuleSet: { name: 'company', rules: [] } },
      /"company" is active: ours would receive nothing/,
    ],
    ['silent name servers, for the region', {}, { receivesMail: undefined }, /did not answer/],
    [
      'silent name servers, for the records',
      { hostedZone: {} },
      { records: undefined },
      /not known which records/,
    ],
    ['few copies of functions', {}, { concurrentExecutions: 10 }, /runs 10/],
  ])('hints at %s', (_what, configuration, facts, what) => {
    expect(found('bad', configuration, facts)).toEqual([]);
    expect(found('hint', configuration, facts)).toEqual([expect.stringMatching(what)]);
  });

  it('suggests existingBucketName only for the bucket of mails', () => {
    const buckets = ['email-piping-production-mailbucket1', 'email-piping-production-failed1'];
    const cures = examineAccount(intended, { ...fresh, left: { tables: [], buckets } })
      .filter(({ state }) => state === 'hint')
      .map(({ cure }) => cure);
    expect(cures).toEqual([
      expect.stringContaining('existingBucketName'),
      expect.stringContaining('nothing uses it'),
    ]);
  });

  it('finds nothing wrong with what the stack itself has made', () => {
    const facts = {
      stackResources: ['example.com', 'email-piping/production/token-keys'],
      knowsDomain: true,
      secrets: ['email-piping/production/token-keys'],
      bucketName: 'ours',
      activeRuleSet: {
        name: 'set',
        rules: [{ ...rule, recipients: ['support@example.com'], bucketName: 'ours' }],
      },
    };
    expect(found('bad', {}, facts)).toEqual([]);
  });

  it('finds nothing wrong with its own rule for a kept bucket, deployed or about to be', () => {
    const rules = [{ ...rule, ...named, bucketName: 'kept', recipients: ['support@example.com'] }];
    const facts = { keptBucket: kept, activeRuleSet: { name: 'set', rules } };
    expect(found('bad', { existingBucketName: 'kept' }, facts)).toEqual([]);
    const keptBucket = { ...kept, name: 'another' };
    const moved = { ...facts, bucketName: 'kept', keptBucket: { ...keptBucket, policy: allowAll } };
    expect(found('bad', { existingBucketName: 'another' }, moved)).toEqual([]);
  });

  it.each<[string, object, boolean]>([
    ['all of S3, everywhere', { Action: 's3:*', Resource: ['arn:aws:s3:::kept/*'] }, true],
    ['everybody', { Principal: '*' }, true],
    ['another folder', { Resource: 'arn:aws:s3:::kept/invoices/*' }, false],
    ['reading', { Action: ['s3:GetObject'] }, false],
    ['another service', { Principal: { Service: ['logs.amazonaws.com'] } }, false],
    ['a refusal', { Effect: 'Deny' }, false],
  ])('reads the policy of a kept bucket that allows %s', (_what, change, letsSesWrite) => {
    const keptBucket = { ...kept, policy: policyOf(change) };
    const refused = found('bad', { existingBucketName: 'kept' }, { keptBucket });
    expect(refused.length === 0).toBe(letsSesWrite);
  });

  it('tells how to remove only the notification that is in the way of a kept bucket', () => {
    const notifications = [told('gone', 'inbound/'), told('theirs', 'invoices/'), told('ours', '')];
    const keptBucket = { ...kept, notifications };
    const stackResources = ['https://sqs.eu-west-1.amazonaws.com/1/ours'];
    const [finding] = examineAccount(
      { ...intended, existingBucketName: 'kept' },
      { ...fresh, stackResources, keptBucket },
    ).filter(({ state }) => state === 'bad');
    expect(finding?.cure).toContain(
      `--bucket kept --notification-configuration '{"QueueConfigurations":[{"QueueArn":"theirs"},{"QueueArn":"ours"}]}'`,
    );
  });

  it('finds nothing wrong with our own rule set once it is active', () => {
    const facts = {
      stackResources: ['example.com', 'ours-of-the-stack'],
      knowsDomain: true,
      activeRuleSet: { name: 'ours-of-the-stack', rules: [] },
    };
    expect(found('hint', { activateRuleSet: false }, facts)).toEqual([]);
  });
});
