import { describe, expect, it } from 'vitest';
import { Stops } from '../../local/stops.ts';

describe('Stops', () => {
  it('stops in reverse order, and waits for each', async () => {
    const [stops, order] = [new Stops(), [] as string[]];
    stops.add(() => order.push('engine'));
    stops.add(async () => {
      await Promise.resolve();
      order.push('door');
    });
    await stops.run();
    expect(order).toEqual(['door', 'engine']);
  });

  it('ends processes first, and waits for them in their turn', async () => {
    const [stops, order] = [new Stops(), [] as string[]];
    stops.add(() => order.push('engine'));
    stops.addEarly(async () => order.push('functions'));
    stops.add(() => order.push('door'));
    await stops.run();
    expect(order).toEqual(['functions', 'door', 'functions', 'engine']);
  });

  it('stops the rest if a process cannot be ended', async () => {
    const [stops, order] = [new Stops(), [] as string[]];
    stops.add(() => order.push('engine'));
    stops.addEarly(async () => {
      throw new Error('the process does not go');
    });
    stops.add(async () => {
      // long enough for Node to find an unhandled rejection
      await new Promise((resolve) => setImmediate(resolve));
      order.push('door');
    });
    await stops.run();
    expect(order).toEqual(['door', 'engine']);
  });
});
