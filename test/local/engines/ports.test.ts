import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { HOST } from '../../../local/configuration.ts';
import { findFreePort, requireFreePort } from '../../../local/engines/ports.ts';

/** Linux, RFC 6056 section 3.2 and IANA: where outgoing connections begin. */
const FIRST_EPHEMERAL_PORT = 32_768;

describe('findFreePort', () => {
  it('gives none that an outgoing connection may take before it is bound', async () => {
    for (let look = 0; look < 50; look += 1) {
      expect(await findFreePort()).toBeLessThan(FIRST_EPHEMERAL_PORT);
    }
  });

  it('gives one that can be listened on', async () => {
    const server = createServer().listen(await findFreePort(), HOST);
    await once(server, 'listening');
    server.close();
  });
});

describe('requireFreePort', () => {
  it('says which variable gives another port where this one is taken', async () => {
    const server = createServer().listen(await findFreePort(), HOST);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const asked = requireFreePort(port, 'PIPING_HTTP_PORT');
    await expect(asked).rejects.toThrow(`Port ${port} is taken by another program`);
    server.close();
  });
});
