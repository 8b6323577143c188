import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { HOST, readConfiguration } from '../../../local/configuration.ts';
import { findFreePort, holdPort } from '../../../local/engines/ports.ts';
import { startPipeline } from '../../../local/pipeline.ts';
import { Stops } from '../../../local/stops.ts';

/** The lowest port of outgoing connections, by Linux, RFC 6056 section 3.2 and IANA. */
const FIRST_EPHEMERAL_PORT = 32_768;

describe('findFreePort', () => {
  it('gives no port that an outgoing connection may take before it is bound', async () => {
    for (let look = 0; look < 50; look += 1) {
      expect(await findFreePort()).toBeLessThan(FIRST_EPHEMERAL_PORT);
    }
  });

  it('gives a port that can be listened on', async () => {
    const server = createServer().listen(await findFreePort(), HOST);
    await once(server, 'listening');
    server.close();
  });
});

describe('holdPort', () => {
  it('names the variable for another port if this one is taken', async () => {
    const server = createServer().listen(await findFreePort(), HOST);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const asked = holdPort(port, 'PIPING_HTTP_PORT');
    await expect(asked).rejects.toThrow(`Port ${port} is taken by another program`);
    server.close();
  });
});

describe('startPipeline', () => {
  it('holds the ports of its doors while it starts, so that no engine can take one', async () => {
    const ports = [await findFreePort(), await findFreePort()];
    const [PIPING_HTTP_PORT, PIPING_SMTP_PORT] = ports.map(String);
    const stops = new Stops();
    let whileStarting: (string | undefined)[] = [];
    const starting = startPipeline(
      readConfiguration({ PIPING_HTTP_PORT, PIPING_SMTP_PORT }),
      async () => {
        whileStarting = await Promise.all(ports.map(refusalOf));
        throw new Error('seen enough');
      },
      stops,
    );
    await expect(starting).rejects.toThrow('seen enough');
    await stops.run();
    expect(whileStarting).toEqual(['EADDRINUSE', 'EADDRINUSE']);
    expect(await Promise.all(ports.map(refusalOf))).toEqual([undefined, undefined]);
  });
});

/** Why one cannot listen on the port; undefined: one can. */
async function refusalOf(port: number): Promise<string | undefined> {
  const server = createServer().listen(port, HOST);
  return once(server, 'listening').then(
    () => void server.close(),
    ({ code }) => code,
  );
}
