import { expect, it } from 'vitest';
import { playCampaign } from '../campaign/play-campaign.ts';

/** Some fifty AWS calls fail at this rate; `npm run campaign` plays thousands of mails (docs/testing.md). */
const SHORT = { seed: '7', mails: 300, rate: 0.005 };

it('S11, S15, S19: under faults nothing is lost, nothing comes twice and what was erased stays erased, until all has had its time', async () => {
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
});
