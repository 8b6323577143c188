import { describe, expect, it } from 'vitest';
import {
  type DeploymentFacts,
  examineDeployment,
} from '../../../functions/steps/operating/examine-deployment.ts';

const healthy: DeploymentFacts = {
  region: 'eu-west-1',
  settings: { 'sender-address': 'support@piping.example' },
  identity: { isVerified: true, isDkimVerified: true, hasFeedbackForwarding: false },
  sending: { mailsPerDay: 50_000, mailsPerSecond: 14, isEnabled: true },
  activeRecipients: ['support@piping.example'],
  mailExchangers: ['inbound-smtp.eu-west-1.amazonaws.com'],
  badSecrets: [],
};
const badOf = (facts: Partial<DeploymentFacts>) =>
  examineDeployment({ ...healthy, ...facts })
    .filter(({ state }) => state === 'bad')
    .map(({ what }) => what);

describe('examineDeployment', () => {
  it('finds nothing wrong with a healthy deployment', () => {
    expect(badOf({})).toEqual([]);
  });

  it.each<[string, Partial<DeploymentFacts>, RegExp]>([
    ['a bad setting by name (S20)', { settings: { ...healthy.settings, locale: 'xx' } }, /locale/],
    ['a missing sender address (R3)', { settings: {} }, /sender-address/],
    ['an unverified domain', { identity: undefined }, /not verified/],
    [
      'feedback forwarding',
      { identity: { isVerified: true, isDkimVerified: true, hasFeedbackForwarding: true } },
      /forwarding/,
    ],
    ['no active receipt rule set', { activeRecipients: undefined }, /no receipt rule set/],
    ['a rule set without our rule', { activeRecipients: ['else@piping.example'] }, /no rule for/],
    ['an MX record that leads elsewhere', { mailExchangers: ['mx.other.example'] }, /mx\.other/],
    [
      'the sandbox',
      { sending: { mailsPerDay: 200, mailsPerSecond: 1, isEnabled: true } },
      /sandbox/,
    ],
    [
      'a paused account',
      { sending: { mailsPerDay: 1, mailsPerSecond: 1, isEnabled: false } },
      /paused/,
    ],
    ['a missing secret', { badSecrets: ['email-piping/prod/api-tokens'] }, /api-tokens/],
  ])('names %s', (_name, facts, what) => {
    expect(badOf(facts)).toContainEqual(expect.stringMatching(what));
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

  it('hints at the delimiter where it is off (R21)', () => {
    const settings = { ...healthy.settings, delimiter: 'off' };
    const hints = examineDeployment({ ...healthy, settings }).filter(
      ({ state }) => state === 'hint',
    );
    expect(hints).toMatchObject([{ cure: expect.stringContaining('delimiter on') }]);
  });
});
