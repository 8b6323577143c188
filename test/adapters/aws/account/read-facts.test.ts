import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, DeleteBucketCommand } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readAccount } from '../../../../functions/adapters/aws/account/read-account.ts';
import { readDeployment } from '../../../../functions/adapters/aws/account/read-deployment.ts';
import { NOBODYS_LABEL } from '../../../../functions/adapters/aws/account/read-dns.ts';
import { keys } from '../../../../functions/adapters/aws/table/keys.ts';
import { openTable } from '../../../../functions/adapters/aws/table/open-table.ts';
import { put } from '../../../../functions/adapters/aws/table/write.ts';
import { examineAccount } from '../../../../functions/steps/examining/examine-account.ts';
import { examineDeployment } from '../../../../functions/steps/examining/examine-deployment.ts';
import { openParameters, type Parameters } from '../../../../local/engines/parameters.ts';
import {
  type AccountState,
  accountService,
  accountSettings,
  openAccountState,
} from '../../../../local/engines/played-account.ts';
import { openRuleSets, type PlayedRuleSets } from '../../../../local/engines/receipt-rule-sets.ts';
import { openSecrets, type Secrets } from '../../../../local/engines/secrets.ts';
import { ServiceError } from '../../../../local/engines/service-error.ts';
import {
  type JsonService,
  type ServicesServer,
  startServices,
} from '../../../../local/engines/services-server.ts';
import { openState, type StateSpace } from '../../../../local/engines/state.ts';
import { anyItem } from '../../../support/any-item.ts';
import { startAws, type TestAws } from '../../../support/start-aws.ts';

const STACK = 'email-piping-test';
const ADDRESS = 'support@piping.example';
const BUCKET = 'our-bucket';
const BOOTSTRAP = '/cdk-bootstrap/hnb659fds/version';
const TOKEN_KEYS = 'email-piping/test/token-keys';

/** An AWS account played on this machine, which each test changes. */
interface World {
  account: AccountState;
  ruleSets: PlayedRuleSets;
  secrets: Secrets;
  parameters: Parameters;
  bootstrap: StateSpace;
  mx: string[];
  dmarc: string[][];
  /** Names that lead to an address. */
  hosts: string[];
  /** CNAME records by name. */
  aliases: Record<string, string>;
  /** Whether the name servers answer. */
  hasDns: boolean;
}

let aws: TestAws;
let services: ServicesServer;
let world: World;

/** Looks the service up at each call, because each test has another world. */
const current = <Service extends object>(read: () => Service): Service =>
  new Proxy({} as Service, {
    get: (_target, name) => Reflect.get(read(), name),
    getOwnPropertyDescriptor: (_target, name) => Object.getOwnPropertyDescriptor(read(), name),
  });

beforeAll(async () => {
  aws = await startAws();
  services = await startServices({
    json: {
      AmazonSSM: current(() => world.parameters.service),
      secretsmanager: current(() => world.secrets.service),
    },
    query: {
      namespace: 'http://ses.amazonaws.com/doc/2010-12-01/',
      actions: current(() => ({ ...accountService(world.account), ...world.ruleSets.service })),
    },
    rest: [(request) => accountSettings(world.account)(request)],
  });
});
afterAll(() => Promise.all([services.stop(), aws.stop()]));

const rule = (name: string, change: object = {}) => ({
  Name: name,
  Enabled: 'true',
  Recipients: [ADDRESS],
  Actions: [{ S3Action: { BucketName: BUCKET, ObjectKeyPrefix: 'inbound/' } }],
  ...change,
});

/** A sound deployment. */
beforeEach(() => {
  const state = openState(undefined);
  world = {
    account: openAccountState(),
    ruleSets: openRuleSets(),
    secrets: openSecrets(state.space('secrets')),
    parameters: openParameters(state.space('parameters'), () => undefined),
    bootstrap: state.space('parameters'),
    mx: ['inbound-smtp.eu-west-1.amazonaws.com'],
    dmarc: [],
    hosts: ['inbound-smtp.eu-west-1.amazonaws.com'],
    aliases: {},
    hasDns: true,
  };
  world.account.identities['piping.example'] = {
    isVerified: true,
    isDkimVerified: true,
    forwardsFeedback: false,
  };
  world.account.stacks[STACK] = {
    status: 'CREATE_COMPLETE',
    outputs: { ReceivesAt: ADDRESS, MailBucketName: BUCKET, SendingRatePerSecond: '14' },
    resources: [
      { logicalId: 'MailBucket1', physicalId: BUCKET, type: 'AWS::S3::Bucket' },
      { logicalId: 'Identity', physicalId: 'piping.example', type: 'AWS::SES::EmailIdentity' },
    ],
    template: '{}',
  };
  world.ruleSets.activate('company', [rule('ours')]);
  world.secrets.put(TOKEN_KEYS, '{"generated": "x"}');
  world.secrets.put('email-piping/test/api-tokens', '{"generated": "x"}');
  world.parameters.put(BOOTSTRAP, '21');
});

const isNobodys = (name: string) => name.startsWith(NOBODYS_LABEL);

/** As Node's resolver: no records, and no answer, are errors. */
function answer<Found>(records: Found[]): Found[] {
  if (world.hasDns && records.length > 0) return records;
  const code = world.hasDns ? 'ENODATA' : 'ETIMEOUT';
  throw Object.assign(new Error(`query ${code}`), { code });
}

function openClients() {
  const settings = {
    region: 'eu-west-1',
    endpoint: services.endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  return {
    ses: new SESClient(settings),
    ssm: new SSMClient(settings),
    secrets: new SecretsManagerClient(settings),
    cloudFormation: new CloudFormationClient(settings),
    lambda: new LambdaClient(settings),
    dynamodb: aws.dynamodb,
    s3: aws.s3,
    dns: {
      resolveMx: async (name: string) =>
        answer(isNobodys(name) ? [] : world.mx.map((exchange) => ({ exchange, priority: 10 }))),
      resolveTxt: async (name: string) => answer(isNobodys(name) ? [] : world.dmarc),
      resolveCname: async (name: string) => answer([world.aliases[name] ?? []].flat()),
      resolve4: async (name: string) => answer(world.hosts.includes(name) ? ['192.0.2.1'] : []),
    },
  };
}

const look = async () => examineDeployment(await readDeployment(openClients(), 'test'));

const setting = (name: string, text: string) =>
  world.parameters.put(`/email-piping/test/${name}`, text);

describe('npm run doctor -- STAGE', () => {
  it('finds nothing wrong with a sound deployment', async () => {
    const found = await look();
    expect(found.filter(({ state }) => state !== 'good')).toEqual([]);
    expect(found.map(({ what }) => what)).toEqual([
      'settings',
      'SES has verified piping.example',
      `the rule "ours" brings mail to ${ADDRESS} into our bucket`,
      'the MX record leads to SES',
      'sending is on: 50000 mails a day, 14 a second',
    ]);
  });

  it('finds mails of version 0.1.0 that are in no list (S19)', async () => {
    Object.assign(world.account.stacks[STACK]?.outputs ?? {}, { TableName: aws.tableName });
    expect((await look()).filter(({ state }) => state === 'bad')).toEqual([]);
    const table = openTable(aws, aws.dynamodb);
    await table.write(put(anyItem, keys.mail('inbound-1'), { gsi1pk: 'MAILS', gsi1sk: '1' }));
    expect((await look()).filter(({ state }) => state === 'bad')).toMatchObject([
      { cure: expect.stringContaining('npm run carry-over -- test --write') },
    ]);
  });

  it('hints at the secret of a removed mailbox', async () => {
    world.secrets.put('email-piping/test/mailboxes/former', 'old');
    world.secrets.put('email-piping/test/mailboxes/deleted', 'old');
    world.secrets.markForDeletion('email-piping/test/mailboxes/deleted');
    const hints = (await look()).filter(({ state }) => state === 'hint');
    expect(hints.map(({ what }) => what)).toEqual([
      'the secret former belongs to no mailbox any more',
    ]);
  });

  it.each<[string, () => void, RegExp]>([
    ['a bad setting', () => setting('locale', 'xx'), /locale/],
    [
      'a sender address that is not received',
      () => setting('sender-address', 'x@y.example'),
      /possible/,
    ],
    ['an unknown domain', () => delete world.account.identities['piping.example'], /not verified/],
    [
      'a domain whose verification is pending',
      () => Object.assign(identity(), { isVerified: false }),
      /not verified/,
    ],
    [
      'DKIM whose verification is pending',
      () => Object.assign(identity(), { isDkimVerified: false }),
      /DKIM/,
    ],
    ['no active rule set', () => world.ruleSets.deactivate(), /no receipt rule set/],
    [
      'a rule of another bucket',
      () =>
        world.ruleSets.activate('company', [
          rule('x', { Actions: [{ S3Action: { BucketName: 'theirs' } }] }),
        ]),
      /no rule that brings mail/,
    ],
    [
      'a disabled rule',
      () => world.ruleSets.activate('company', [rule('ours', { Enabled: 'false' })]),
      /no rule that brings mail/,
    ],
    [
      'an earlier rule that stops',
      () =>
        world.ruleSets.activate('company', [
          rule('above', { Actions: [{ StopAction: { Scope: 'RuleSet' } }] }),
          rule('ours'),
        ]),
      /"above" stands above ours and stops/,
    ],
    ['an MX record elsewhere', () => (world.mx = ['mx.other.example']), /mx\.other\.example/],
    ['no MX record', () => (world.mx = []), /nowhere/],
    ['name servers that do not answer', () => (world.hasDns = false), /servers did not answer/],
    ['the sandbox', () => Object.assign(world.account, { mailsPerDay: 200 }), /sandbox/],
    ['a paused account', () => Object.assign(world.account, { isSendingEnabled: false }), /paused/],
    [
      'a low rate',
      () => Object.assign(world.account, { mailsPerSecond: 1 }),
      /more than the whole/,
    ],
    [
      'a secret that is marked for deletion',
      () => world.secrets.markForDeletion(TOKEN_KEYS),
      /token-keys is missing/,
    ],
  ])('finds %s', async (_what, spoil, what) => {
    spoil();
    expect((await look()).filter(({ state }) => state === 'bad')).toContainEqual({
      state: 'bad',
      what: expect.stringMatching(what),
      cure: expect.any(String),
    });
  });

  it.each<[string, () => void, RegExp]>([
    ['the delimiter', () => setting('delimiter', 'off'), /delimiter is off/],
    ['a busy day', () => Object.assign(world.account, { sentToday: 45_000 }), /45000 of 50000/],
    [
      'forwarded bounces',
      () => Object.assign(identity(), { forwardsFeedback: true }),
      /feedback forwarding/,
    ],
    [
      'a catch-all that bounces',
      () =>
        world.ruleSets.activate('company', [
          rule('ours'),
          rule('catch-all', { Recipients: [], Actions: [{ BounceAction: { Sender: 'a@b.c' } }] }),
        ]),
      /"catch-all" takes mail/,
    ],
  ])('hints at %s', async (_what, change, what) => {
    change();
    const found = await look();
    expect(found.filter(({ state }) => state === 'bad')).toEqual([]);
    expect(found).toContainEqual(
      expect.objectContaining({ state: 'hint', what: expect.stringMatching(what) }),
    );
  });

  it("accepts a parent domain's identity, which SES lets send for its subdomains", async () => {
    const stack = world.account.stacks[STACK];
    Object.assign(stack?.outputs ?? {}, { ReceivesAt: 'support@chat.piping.example' });
    expect(await look()).toContainEqual({ state: 'good', what: 'SES has verified piping.example' });
  });

  it('says that the stage does not exist', async () => {
    await expect(readDeployment(openClients(), 'prod')).rejects.toThrow(
      /no stack email-piping-prod/,
    );
  });
});

const identity = () => {
  const found = world.account.identities['piping.example'];
  if (!found) throw new Error('the test took the identity away');
  return found;
};

const intended = {
  stage: 'test',
  domain: 'piping.example',
  pipingAddress: ADDRESS,
  otherAddresses: [],
  receivesWholeDomain: false,
  existingIdentity: false,
  existingSecrets: false,
  existingRuleSetName: undefined as string | undefined,
  activateRuleSet: true,
  receiptRule: {},
  sendingRatePerSecond: 14,
  hostedZone: undefined as object | undefined,
  mailFromDomain: undefined as string | undefined,
  apiDomain: undefined as { name: string } | undefined,
  existingBucketName: undefined as string | undefined,
};

const preflight = async (change: Partial<typeof intended> = {}) => {
  const asked = { ...intended, ...change };
  return (await examineAccount(asked, await readAccount(openClients(), asked))).filter(
    ({ state }) => state !== 'good',
  );
};

/** The stack and what it has made, without DNS records. */
function stand(): void {
  world.account.stacks[STACK] = {
    status: 'CREATE_COMPLETE',
    outputs: { MailBucketName: BUCKET },
    resources: [
      { logicalId: 'Identity', physicalId: 'piping.example', type: 'AWS::SES::EmailIdentity' },
    ],
    template: '{}',
  };
  world.account.identities['piping.example'] = {
    isVerified: true,
    isDkimVerified: true,
    forwardsFeedback: false,
    dkimTokens: ['token1', 'token2', 'token3'],
  };
}

/** From now on the caller has no right to an action. */
function refuse({ service }: { service: JsonService }, action: string): void {
  service[action] = () => {
    throw new ServiceError('AccessDeniedException', `not authorized to perform ${action}`);
  };
}

/** Removes everything of ours. */
function clearAccount(): void {
  delete world.account.stacks[STACK];
  delete world.account.identities['piping.example'];
  world.mx = [];
  world.ruleSets.activate('company', [rule('sales', { Recipients: ['sales@piping.example'] })]);
  world.secrets = openSecrets(openState(undefined).space('secrets'));
}

describe('npm run doctor -- preflight', () => {
  it('finds nothing wrong before a first deployment', async () => {
    clearAccount();
    expect(await preflight()).toEqual([]);
  });

  it('finds nothing wrong with what the stack has made', async () => {
    expect(await preflight()).toEqual([]);
  });

  it.each<[string, () => void, Partial<typeof intended>, RegExp]>([
    ['a region that receives no mail', () => (world.hosts = []), {}, /receives no mail/],
    ['a missing bootstrap', () => world.bootstrap.delete(BOOTSTRAP), {}, /not bootstrapped/],
    [
      'a domain that SES knows',
      () =>
        Object.assign(world.account.identities, {
          'piping.example': { isVerified: true, isDkimVerified: true, forwardsFeedback: false },
        }),
      {},
      /already has an identity for piping\.example/,
    ],
    [
      'a domain that SES does not know',
      () => undefined,
      { existingIdentity: true },
      /has no identity for piping\.example/,
    ],
    ['leftover secrets', () => world.secrets.put(TOKEN_KEYS, 'x'), {}, /token-keys/],
    ['missing secrets', () => undefined, { existingSecrets: true }, /no secrets/],
    [
      'a missing rule set',
      () => undefined,
      { activateRuleSet: false, existingRuleSetName: 'nobody' },
      /no receipt rule set "nobody"/,
    ],
    [
      'a missing neighbouring rule',
      () => undefined,
      { receiptRule: { after: 'nobody' } },
      /no rule "nobody"/,
    ],
    [
      'an existing MX record in the place of ours',
      () => (world.mx = ['mx.other.example']),
      { hostedZone: {} },
      /MX piping.example is in DNS already/,
    ],
    [
      'an existing DMARC record',
      () => (world.dmarc = [['v=DMARC1; p=reject']]),
      { hostedZone: {} },
      /TXT _dmarc.piping.example/,
    ],
    [
      'an existing address in the place of the API',
      () => world.hosts.push('api.piping.example'),
      { hostedZone: {}, apiDomain: { name: 'api.piping.example' } },
      /A api.piping.example is in DNS already/,
    ],
    [
      'existing records of the envelope sender',
      () => (world.dmarc = [['v=spf1 -all']]),
      { hostedZone: {}, mailFromDomain: 'bounce.piping.example' },
      /TXT bounce.piping.example/,
    ],
    [
      'an address of another rule',
      () => world.ruleSets.activate('company', [rule('theirs')]),
      {},
      /"theirs" takes mail to/,
    ],
    [
      'a secret that is marked for deletion',
      () => {
        world.secrets.put(TOKEN_KEYS, 'x');
        world.secrets.markForDeletion(TOKEN_KEYS);
      },
      { existingSecrets: true },
      /token-keys is marked for deletion/,
    ],
    [
      'a rule of our name that is not ours',
      () => world.ruleSets.activate('company', [rule(STACK, { Recipients: ['a@b.example'] })]),
      {},
      /"email-piping-test" of the rule set "company" writes to the bucket "our-bucket"/,
    ],
    [
      'records that were written by hand, where a stack that stands is to write them',
      () => {
        stand();
        world.mx = ['inbound-smtp.eu-west-1.amazonaws.com'];
      },
      { hostedZone: {} },
      /MX piping.example is in DNS already/,
    ],
    [
      'DKIM records that were written by hand, where a stack that stands is to write them',
      () => {
        stand();
        world.aliases['token1._domainkey.piping.example'] = 'token1.dkim.amazonses.com';
      },
      { hostedZone: {} },
      /CNAME token1._domainkey.piping.example/,
    ],
    [
      'what stands in the way of a stack whose first deployment failed',
      () => {
        stand();
        Object.assign(world.account.stacks[STACK] ?? {}, { status: 'ROLLBACK_COMPLETE' });
      },
      {},
      /already has an identity for piping\.example/,
    ],
  ])('refuses %s', async (_what, spoil, configuration, what) => {
    clearAccount();
    spoil();
    expect(await preflight(configuration)).toContainEqual(
      expect.objectContaining({ state: 'bad', what: expect.stringMatching(what) }),
    );
  });

  it('finds nothing wrong with records that the stack has written', async () => {
    stand();
    world.dmarc = [['v=DMARC1; p=none']];
    world.account.stacks[STACK]?.resources.push(
      { logicalId: 'Mx', physicalId: 'piping.example', type: 'AWS::Route53::RecordSet' },
      { logicalId: 'Dmarc', physicalId: '_dmarc.piping.example.', type: 'AWS::Route53::RecordSet' },
    );
    expect(await preflight({ hostedZone: {} })).toEqual([]);
  });

  it('finds nothing wrong with the DKIM records of an identity that is left alone', async () => {
    clearAccount();
    stand();
    delete world.account.stacks[STACK];
    world.aliases['token1._domainkey.piping.example'] = 'token1.dkim.amazonses.com';
    expect(await preflight({ hostedZone: {}, existingIdentity: true })).toEqual([]);
  });

  it('finds nothing wrong with a deployed stack that uses an existing bucket', async () => {
    stand();
    Object.assign(world.account.stacks[STACK]?.outputs ?? {}, { MailBucketName: 'kept' });
    world.ruleSets.activate('company', [
      rule(STACK, { Actions: [{ S3Action: { BucketName: 'kept' } }] }),
    ]);
    expect(await preflight()).toEqual([]);
  });

  it.each<[string, () => void]>([
    ['the bootstrap', () => refuse(world.parameters, 'GetParameter')],
    ['the secrets', () => refuse(world.secrets, 'DescribeSecret')],
  ])('does not say that %s is missing when it may not look', async (_what, change) => {
    clearAccount();
    change();
    await expect(preflight({ existingSecrets: true })).rejects.toThrow('not authorized');
  });

  it('says that the name servers did not answer, and refuses nothing', async () => {
    clearAccount();
    world.hasDns = false;
    expect(await preflight({ hostedZone: {} })).toEqual([
      expect.objectContaining({ state: 'hint', what: expect.stringMatching(/did not answer/) }),
      expect.objectContaining({ state: 'hint', what: expect.stringMatching(/did not answer/) }),
    ]);
  });

  it('does not take the bucket of the stage "test-2" for one of "test"', async () => {
    clearAccount();
    const Bucket = 'email-piping-test-2-mailbucket1';
    await aws.s3.send(new CreateBucketCommand({ Bucket }));
    expect(await preflight()).toEqual([]);
    await aws.s3.send(new DeleteBucketCommand({ Bucket }));
  });

  it('hints at the bucket of a destroyed stage', async () => {
    clearAccount();
    const Bucket = 'email-piping-test-mailbucket1';
    await aws.s3.send(new CreateBucketCommand({ Bucket }));
    expect(await preflight()).toEqual([
      expect.objectContaining({ state: 'hint', what: expect.stringContaining(Bucket) }),
    ]);
    await aws.s3.send(new DeleteBucketCommand({ Bucket }));
  });

  it.each<[string, () => void, Partial<typeof intended>, RegExp]>([
    [
      'an active rule set beside which ours would have no effect',
      () => undefined,
      { activateRuleSet: false },
      /"company" is active/,
    ],
    [
      'a catch-all',
      () => world.ruleSets.activate('company', [rule('all', { Recipients: [] })]),
      {},
      /"all" takes mail to/,
    ],
    ['a share above the rate', () => undefined, { sendingRatePerSecond: 50 }, /may send 14/],
    [
      'few copies of functions',
      () => Object.assign(world.account, { concurrentExecutions: 10 }),
      {},
      /runs 10/,
    ],
  ])('hints at %s', async (_what, change, configuration, what) => {
    clearAccount();
    change();
    expect(await preflight(configuration)).toEqual([
      expect.objectContaining({ state: 'hint', what: expect.stringMatching(what) }),
    ]);
  });
});
