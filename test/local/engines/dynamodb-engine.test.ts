import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { HOST } from '../../../local/configuration.ts';
import { startDynamodb } from '../../../local/engines/dynamodb-engine.ts';

describe('startDynamodb', () => {
  it('starts an engine that answers until it is stopped', async () => {
    const engine = await startDynamodb(undefined, undefined);
    expect((await fetch(engine.endpoint)).status).toBeLessThan(500);
    await engine.stop();
    await expect(fetch(engine.endpoint)).rejects.toThrow('fetch failed');
  });

  it('gives up an endpoint that takes the connection and never answers', async () => {
    const silent = createServer().listen(0, HOST);
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const starting = startDynamodb(`http://${HOST}:${port}`, undefined, 50);
    await expect(starting).rejects.toThrow('within 0.05 seconds');
    silent.close();
  });
});
