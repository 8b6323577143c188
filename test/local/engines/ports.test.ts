import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { HOST } from '../../../local/configuration.ts';
import { findFreePort, requireFreePort } from '../../../local/engines/ports.ts';

/** The lowest port of outgoing connections, by Linux, RFC 6056 section 3.2 and IANA. */
const FIRST_EPHEMERAL_PORT = 32_768;

describe('findFreePort', () => {
  it('gives no port that an outgoing connection may take before it is bound', async () => {
    for (let look = 0; look < 50; look += 1) {
      expect(await findFreePort()).toBeLessThan(FIRST_EPHEMERAL_PORT);
    }
  });

  it('gives no port that is promised to somebody else', async () => {
    const all = Array.from({ length: FIRST_EPHEMERAL_PORT }, (_, port) => port);
    const promised = all.filter((port) => port % 64 !== 0);
    for (let found = 0; found < 20; found += 1) {
      const port = await findFreePort(promised).catch(() => undefined);
      expect(promised).not.toContain(port);
    }
  });

  it('gives a port that can be listened on', async () => {
    const server = createServer().listen(await findFreePort(), HOST);
    await once(server, 'listening');
    server.close();
  });
});

describe('requireFreePort', () => {
  it('names the variable for another port if this one is taken', async () => {
    const server = createServer().listen(await findFreePort(), HOST);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const asked = requireFreePort(port, 'PIPING_HTTP_PORT');
    await expect(asked).rejects.toThrow(`Port ${port} is taken by another program`);
    server.close();
  });
});
