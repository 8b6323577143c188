import { describe, expect, it } from 'vitest';
import { readDeployment } from '../../../../functions/adapters/aws/account/read-deployment.ts';
import { keys } from '../../../../functions/adapters/aws/table/keys.ts';
import { openTable } from '../../../../functions/adapters/aws/table/open-table.ts';
import { put } from '../../../../functions/adapters/aws/table/write.ts';
import { examineDeployment } from '../../../../functions/steps/examining/examine-deployment.ts';
import { anyItem } from '../../../support/any-item.ts';
import { ADDRESS, accountOfFile, rule, STACK, TOKEN_KEYS } from './account-world.ts';

const { world, clients, aws } = await accountOfFile();

const identity = () => {
  const found = world.account.identities['piping.example'];
  if (!found) throw new Error('the test took the identity away');
  return found;
};

const look = async () => examineDeployment(await readDeployment(clients, 'test'));

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

  it('takes an address of a foreign domain that SES has verified by itself', async () => {
    const other = 'help@other.example';
    Object.assign(world.account.stacks[STACK]?.outputs ?? {}, {
      ReceivesAt: `${ADDRESS} ${other}`,
    });
    world.account.identities[other] = { ...identity(), isVerified: true };
    world.ruleSets.activate('company', [rule('ours', { Recipients: [ADDRESS, other] })]);
    setting('sender-address', 'Help@other.example');
    const found = await look();
    expect(found.map(({ what }) => what)).toContain(`SES has verified ${other}`);
    expect(found.filter(({ state }) => state === 'bad')).toEqual([]);
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
    ['the sandbox', () => Object.assign(world.account, { isInSandbox: true }), /sandbox/],
    [
      'an account that AWS has suspended',
      () => Object.assign(world.account, { standing: 'SHUTDOWN' }),
      /AWS has suspended/,
    ],
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
    [
      'an account that AWS reviews',
      () => Object.assign(world.account, { standing: 'PROBATION' }),
      /AWS reviews/,
    ],
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

  it('says that the stage does not exist, and where it looked', async () => {
    await expect(readDeployment(clients, 'prod')).rejects.toThrow(
      /no stage "prod" in \S+: are the stage, AWS_REGION/,
    );
  });
});
