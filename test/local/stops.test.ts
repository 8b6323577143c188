import { describe, expect, it } from 'vitest';
import { Stops } from '../../local/stops.ts';

describe('Stops', () => {
  it('stops what was started last first, and waits for each', async () => {
    const [stops, order] = [new Stops(), [] as string[]];
    stops.add(() => order.push('engine'));
    stops.add(async () => {
      await Promise.resolve();
      order.push('door');
    });
    await stops.run();
    expect(order).toEqual(['door', 'engine']);
  });

  it('ends processes before all else, and waits for them in their turn', async () => {
    const [stops, order] = [new Stops(), [] as string[]];
    stops.add(() => order.push('engine'));
    stops.addEarly(async () => order.push('functions'));
    stops.add(() => order.push('door'));
    await stops.run();
    expect(order).toEqual(['functions', 'door', 'functions', 'engine']);
  });
});
