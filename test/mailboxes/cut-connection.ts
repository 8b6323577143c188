import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A proxy that cuts the connection after `afterBytes` octets from the server, `times` times. */
export async function startCuttingProxy(
  targetPort: number,
  afterBytes: number,
  times: number,
): Promise<{ port: number; cuts(): number; stop(): void }> {
  const sockets = new Set<Socket>();
  let cuts = 0;
  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1');
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    let passed = 0;
    client.pipe(target);
    target.on('data', (chunk) => {
      passed += chunk.length;
      if (passed <= afterBytes || cuts >= times) {
        client.write(chunk);
        return;
      }
      cuts += 1;
      client.end(chunk.subarray(0, Math.max(0, chunk.length - (passed - afterBytes))));
      target.destroy();
    });
    target.on('end', () => client.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cuts: () => cuts,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** A server that accepts connections and stays silent. */
export async function startSilentServer(): Promise<{ port: number; stop(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
