import { describe, expect, it } from 'vitest';
import { playCampaign } from '../campaign/play-campaign.ts';

/** The long ones are run by hand: `npm run campaign -- --seed N --mails 5000` (docs/sending.md). */
describe('a campaign of faults', () => {
  it('loses nothing, doubles nothing, mails nobody who is not due, and leaves nothing of the erased (S11, S15, S19)', async () => {
    const { problems, figures } = await playCampaign({ seed: '1', mails: 80, rate: 0.006 });
    expect(problems).toEqual([]);
    expect(figures.doubled).toBeLessThanOrEqual(figures.mayDouble ?? 0);
  });
});
