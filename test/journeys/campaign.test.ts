import { describe, expect, it } from 'vitest';
import { playCampaign } from '../campaign/play-campaign.ts';

describe('a short campaign', () => {
  it('loses nothing, doubles nothing and leaves nothing of the erased, while one AWS call in a hundred fails (S15, S19)', async () => {
    const { problems, figures, faults } = await playCampaign({ seed: '7', mails: 40, rate: 0.01 });
    expect(problems).toEqual([]);
    expect(figures.mails).toBeGreaterThanOrEqual(40);
    // a campaign without faults would prove nothing
    expect(Object.keys(faults).length).toBeGreaterThan(1);
  }, 300_000);
});
