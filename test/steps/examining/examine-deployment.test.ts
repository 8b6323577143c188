import { describe, expect, it } from 'vitest';
import {
  type DeploymentFacts,
  examineDeployment,
} from '../../../functions/steps/examining/examine-deployment.ts';

const ours = {
  name: 'ours',
  isEnabled: true,
  recipients: ['support@piping.example'],
  bucketName: 'our-bucket',
  stops: false,
  otherActions: [] as string[],
};
const above = { ...ours, name: 'above', recipients: ['piping.example'], bucketName: 'theirs' };
const identity = {
  name: 'piping.example',
  isVerified: true,
  isDkimVerified: true,
  hasFeedbackForwarding: false,
};
const ruleSet = (...rules: (typeof ours)[]) => ({ activeRuleSet: { name: 'set', rules } });
const sending = {
  mailsPerDay: 50_000,
  mailsPerSecond: 14,
  sentToday: 0,
  isEnabled: true,
  isInSandbox: false,
  standing: 'HEALTHY',
};
const healthy: DeploymentFacts = {
  stage: 'test',
  region: 'eu-west-1',
  outputs: {
    ReceivesAt: 'support@piping.example',
    MailBucketName: 'our-bucket',
    SendingRatePerSecond: '14',
  },
  settings: { 'sender-address': 'support@piping.example' },
  identity,
  sending,
  ...ruleSet(ours),
  mailExchangers: ['inbound-smtp.eu-west-1.amazonaws.com'],
  badSecrets: [],
};
const badOf = (facts: Partial<DeploymentFacts>) =>
  examineDeployment({ ...healthy, ...facts })
    .filter(({ state }) => state === 'bad')
    .map(({ what }) => what);

describe('examineDeployment', () => {
  it('names secrets of removed mailboxes, unless an entry cannot be read', () => {
    const entry = {
      name: 'sales',
      protocol: 'imap',
      host: 'imap.example.com',
      port: 993,
      tls: true,
      user: 'sales',
      secret: 'sales',
      address: 'support@piping.example',
    };
    const hintsOf = (mailboxes: object[]) =>
      examineDeployment({
        ...healthy,
        settings: { ...healthy.settings, mailboxes: JSON.stringify(mailboxes) },
        mailboxSecrets: ['former', 'sales'],
      }).filter(({ what }) => what.includes('no mailbox any more'));
    expect(hintsOf([entry])).toEqual([
      expect.objectContaining({ state: 'hint', what: expect.stringContaining('former') }),
    ]);
    expect(hintsOf([{ ...entry, port: 'none' }])).toEqual([]);
  });

  it('finds nothing wrong with a healthy deployment', () => {
    expect(badOf({})).toEqual([]);
  });

  it.each<[string, Partial<DeploymentFacts>, RegExp]>([
    ['a bad setting by name (S20)', { settings: { ...healthy.settings, locale: 'xx' } }, /locale/],
    [
      'a sender address that mail cannot be sent from (R4)',
      { settings: { 'sender-address': 'x@other.example' } },
      /sender-address.*possible are/,
    ],
    [
      'a parameter whose name is misspelt (S20)',
      { settings: { ...healthy.settings, 'mails-per-huor': '100' } },
      /mails-per-huor: there is no setting of this name/,
    ],
    ['an unverified domain', { identity: undefined }, /not verified/],
    ['DKIM that is not verified', { identity: { ...identity, isDkimVerified: false } }, /DKIM/],
    ['no active receipt rule set', { activeRuleSet: undefined }, /no receipt rule set/],
    [
      'a rule for our address that writes into another bucket',
      ruleSet({ ...ours, bucketName: 'of another stage' }),
      /no rule that brings mail/,
    ],
    ['a disabled rule of ours', ruleSet({ ...ours, isEnabled: false }), /no rule that brings/],
    [
      'an earlier rule that stops',
      ruleSet({ ...above, stops: true }, ours),
      /"above" stands above ours and stops/,
    ],
    [
      "a share above the account's rate",
      { outputs: { ...healthy.outputs, SendingRatePerSecond: '50' } },
      /more than the whole account/,
    ],
    ['an MX record of another host', { mailExchangers: ['mx.other.example'] }, /mx\.other/],
    ['the sandbox', { sending: { ...sending, mailsPerDay: 200, isInSandbox: true } }, /sandbox/],
    ['a paused account', { sending: { ...sending, isEnabled: false } }, /paused/],
    [
      'an account that AWS has suspended',
      { sending: { ...sending, standing: 'SHUTDOWN' } },
      /AWS has suspended/,
    ],
    ['a missing secret', { badSecrets: ['email-piping/prod/api-tokens'] }, /api-tokens/],
  ])('names %s', (_name, facts, what) => {
    expect(badOf(facts)).toContainEqual(expect.stringMatching(what));
  });

  it('takes a quota without limit, of which SES says -1, for no sandbox', () => {
    const unlimited = { ...sending, mailsPerDay: -1, mailsPerSecond: 200, sentToday: 90_000 };
    const found = examineDeployment({ ...healthy, sending: unlimited });
    expect(found.filter(({ state }) => state !== 'good')).toEqual([]);
    expect(found.map(({ what }) => what)).toContain(
      'sending is on: any number of mails a day, 200 a second',
    );
  });

  it('names a mailbox that receives at another address than the sender address (R4, R6)', () => {
    const mailbox = {
      name: 'box',
      preset: 'gmail',
      user: 'else@piping.example',
      secret: 'box',
      address: 'else@piping.example',
    };
    const settings = { ...healthy.settings, mailboxes: JSON.stringify([mailbox]) };
    expect(badOf({ settings })).toEqual([expect.stringMatching(/sender-address/)]);
  });

  it('hints that the delimiter is off (R21)', () => {
    const settings = { ...healthy.settings, delimiter: 'off' };
    const hints = examineDeployment({ ...healthy, settings }).filter(
      ({ state }) => state === 'hint',
    );
    expect(hints).toMatchObject([{ cure: expect.stringContaining('delimiter on') }]);
  });

  it('hints at a catch-all rule that also bounces our mail', () => {
    const catchAll = { ...above, name: 'catch-all', recipients: [], otherActions: ['bounce'] };
    const found = examineDeployment({ ...healthy, ...ruleSet(ours, catchAll) });
    expect(found).toContainEqual(
      expect.objectContaining({ state: 'hint', what: expect.stringMatching(/catch-all.*bounce/) }),
    );
    const stopped = examineDeployment({
      ...healthy,
      ...ruleSet({ ...ours, stops: true }, catchAll),
    });
    expect(stopped.filter(({ state }) => state === 'hint')).toEqual([]);
  });

  it('accepts the identity of a parent domain, and only hints at forwarded bounces', () => {
    const parent = { ...identity, name: 'example', hasFeedbackForwarding: true };
    expect(badOf({ identity: parent })).toEqual([]);
    expect(examineDeployment({ ...healthy, identity: parent })).toContainEqual(
      expect.objectContaining({ state: 'hint', what: expect.stringMatching(/forwarding/) }),
    );
  });
});
