import { describe, expect, it } from 'vitest';
import { startDynamodb } from '../../../local/engines/dynamodb-engine.ts';

describe('startDynamodb', () => {
  it('starts an engine that answers until it is stopped', async () => {
    const engine = await startDynamodb(undefined, undefined);
    expect((await fetch(engine.endpoint)).status).toBeLessThan(500);
    await engine.stop();
    await expect(fetch(engine.endpoint)).rejects.toThrow('fetch failed');
  });
});
