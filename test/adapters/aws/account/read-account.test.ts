import { CreateBucketCommand, DeleteBucketCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { readAccount } from '../../../../functions/adapters/aws/account/read-account.ts';
import { unprotectStack } from '../../../../functions/adapters/aws/account/unprotect-stack.ts';
import { examineAccount } from '../../../../functions/steps/examining/examine-account.ts';
import { openSecrets } from '../../../../local/engines/secrets.ts';
import { ServiceError } from '../../../../local/engines/service-error.ts';
import type { JsonService } from '../../../../local/engines/services-server.ts';
import { openState } from '../../../../local/engines/state.ts';
import {
  ADDRESS,
  accountOfFile,
  BOOTSTRAP,
  BUCKET,
  rule,
  STACK,
  TOKEN_KEYS,
} from './account-world.ts';

const { world, clients } = await accountOfFile();

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
  return (await examineAccount(asked, await readAccount(clients, asked))).filter(
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

/** To a region in which SES only sends: it refuses every call about receipt rules. */
function moveAway(): void {
  for (const action of Object.keys(world.ruleSets.service)) {
    world.ruleSets.service[action] = () => {
      throw new ServiceError('InvalidAction', 'Unavailable Operation');
    };
  }
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
    ['a region whose SES has no receipt rules', moveAway, {}, /receives no mail in eu-west-1/],
    [
      'such a region and a named rule set',
      moveAway,
      { existingRuleSetName: 'company', activateRuleSet: false },
      /receives no mail in eu-west-1/,
    ],
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
    await clients.s3.send(new CreateBucketCommand({ Bucket }));
    expect(await preflight()).toEqual([]);
    await clients.s3.send(new DeleteBucketCommand({ Bucket }));
  });

  it('hints at the bucket of a destroyed stage', async () => {
    clearAccount();
    const Bucket = 'email-piping-test-mailbucket1';
    await clients.s3.send(new CreateBucketCommand({ Bucket }));
    expect(await preflight()).toEqual([
      expect.objectContaining({ state: 'hint', what: expect.stringContaining(Bucket) }),
    ]);
    await clients.s3.send(new DeleteBucketCommand({ Bucket }));
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

describe('unprotectStack', () => {
  it('switches the protection of a stack off, and writes nothing where there is none', async () => {
    Object.assign(world.account.stacks[STACK] ?? {}, { isProtected: true });
    await unprotectStack(clients.cloudFormation, STACK);
    expect(world.account.stacks[STACK]?.isProtected).toBe(false);
    Object.freeze(world.account.stacks[STACK]);
    await unprotectStack(clients.cloudFormation, STACK);
    await unprotectStack(clients.cloudFormation, 'email-piping-nowhere');
  });
});
