import { expect, it } from 'vitest';
import { playCampaign } from '../campaign/play-campaign.ts';
import { type CampaignMail, planScenario } from '../campaign/scenario.ts';

/** Some thirty AWS calls fail at this rate. CI plays a longer one, `npm run campaign` as many mails as one likes (docs/testing.md). */
const SHORT = { seed: '11', mails: 70, rate: 0.01 };

const kindOf = ({ expected, way }: CampaignMail): string =>
  ['author' in expected ? `${expected.outcome} ${expected.author}` : expected.outcome, way].join();

const KINDS = [
  ...['copy,imap', 'copy,smtp'],
  ...['delivered agent,smtp', 'delivered stranger,smtp'],
  ...['delivered user,imap', 'delivered user,pop3', 'delivered user,smtp'],
  ...['held agent,smtp', 'held user,smtp', 'held,smtp', 'ignored,smtp', 'rejected,smtp'],
];

it('a campaign of this size has more than one mail of each kind', () => {
  const kinds = Map.groupBy(planScenario(SHORT.seed, SHORT.mails).mails, kindOf);
  expect([...kinds.keys()].sort()).toEqual(KINDS);
  expect(Math.min(...[...kinds.values()].map(({ length }) => length))).toBeGreaterThan(1);
});

it('S11, S15, S19: under faults nothing is lost, nothing comes twice and erased data stays erased, until everything has expired', async () => {
  const { problems, figures, faults } = await playCampaign(SHORT);
  expect(problems).toEqual([]);
  expect(figures.mails).toBeGreaterThanOrEqual(SHORT.mails);
  expect(Object.keys(faults)).toEqual([
    'answer-lost',
    'kill-after',
    'kill-before',
    'throttle',
    'timeout',
  ]);
  // most faults explain no second mail; otherwise the campaign no longer recognises the record of a sent one
  const faultCount = Object.values(faults).reduce((sum, count) => sum + count, 0);
  expect(figures.mayDouble).toBeLessThanOrEqual(faultCount);
});
