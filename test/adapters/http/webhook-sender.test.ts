import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { MAX_ANSWER_BYTES } from '../../../functions/adapters/http/post-once.ts';
import { createWebhookSender } from '../../../functions/adapters/http/webhook-sender.ts';

const HERE = { isLoopbackAllowed: true };

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

describe('post', () => {
  it('sends headers and body, and returns the status', async () => {
    const seen: string[] = [];
    const url = await serve(async (request, response) => {
      for await (const chunk of request) seen.push(`${request.headers['webhook-id']} ${chunk}`);
      response.writeHead(202).end();
    });
    const result = await createWebhookSender(HERE).post(url, { 'webhook-id': 'evt_1' }, '"è"');
    expect(result).toEqual({ kind: 'answered', status: 202, text: '' });
    expect(seen).toEqual(['evt_1 "è"']);
  });

  it('ends interim answers without end (RFC 9110 §15.2)', async () => {
    const url = await serve((request) => {
      const more = (): void => {
        const isRead = request.socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(100));
        if (isRead) setImmediate(more);
        else request.socket.once('drain', more);
      };
      more();
    });
    const result = await createWebhookSender(HERE).post(url, {}, '{}');
    expect(result).toEqual({ kind: 'failed', why: 'TOO_MANY_INTERIM_ANSWERS' });
  });

  it('follows no redirect', async () => {
    let calls = 0;
    const url = await serve((_request, response) => {
      calls += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    const result = await createWebhookSender(HERE).post(url, {}, '{}');
    expect([result, calls]).toEqual([{ kind: 'answered', status: 302, text: '' }, 1]);
  });

  it('reads no more than 64 KB of an answer that never ends', async () => {
    let isOpen = true;
    const url = await serve((_request, response) => {
      response.on('close', () => {
        isOpen = false;
      });
      const more = () => {
        while (isOpen && response.write(Buffer.alloc(MAX_ANSWER_BYTES)));
      };
      response.on('drain', more);
      more();
    });
    const result = await createWebhookSender(HERE).post(url, {}, '{}');
    expect(result).toMatchObject({ kind: 'answered', status: 200 });
    await expect.poll(() => isOpen).toBe(false);
  });

  it.each([
    [
      'is shorter than its Content-Length',
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab',
      { status: 200, text: 'ab' },
    ],
    [
      'is longer than its Content-Length',
      'HTTP/1.1 500 No\r\nContent-Length: 1\r\n\r\nab\0',
      { status: 500 },
    ],
    [
      'changes the protocol',
      'HTTP/1.1 101 Go\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
      { status: 101 },
    ],
  ])('returns the status of an answer that %s', async (_what, octets, answered) => {
    const url = await serve((request) => request.socket.end(octets));
    const result = await createWebhookSender(HERE).post(url, {}, '{}');
    expect(result).toMatchObject({ kind: 'answered', ...answered });
  });

  it('returns the status of an answer that does not end in time, and fails without a status', async () => {
    const url = await serve((_request, response) => response.write('taken'));
    const post = createWebhookSender(HERE, undefined, 500).post(url, {}, '{}');
    expect(await post).toEqual({ kind: 'answered', status: 200, text: 'taken' });
    const silent = await serve(() => undefined);
    const waiting = createWebhookSender(HERE, undefined, 50).post(silent, {}, '{}');
    expect(await waiting).toEqual({ kind: 'failed', why: 'no answer within 0.05 s' });
  });

  it('connects to the checked address, whatever DNS says later', async () => {
    const url = await serve((request, response) => {
      response.writeHead(request.headers.host?.startsWith('localhost:') ? 204 : 400).end();
    });
    const { port } = new URL(url);
    let lookUps = 0;
    const rebinding = async () => {
      lookUps += 1;
      return [{ address: lookUps === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
    };
    const sender = createWebhookSender(HERE, rebinding);
    const named = `http://localhost:${port}/hook`;
    expect(await sender.post(named, {}, '{}')).toEqual({ kind: 'answered', status: 204, text: '' });
    expect(await sender.post(named, {}, '{}')).toMatchObject({ kind: 'refused' });
    expect(lookUps).toBe(2);
  });

  it('refuses a name that resolves to a private address', async () => {
    const resolve = async () => [{ address: '169.254.169.254', family: 4 }];
    const sender = createWebhookSender({ isLoopbackAllowed: false }, resolve);
    expect(await sender.post('https://chat.example/hook', {}, '{}')).toMatchObject({
      kind: 'refused',
    });
  });

  it('gives a code for a failure, without addresses', async () => {
    const url = await serve((request) => request.socket.destroy());
    expect(await createWebhookSender(HERE).post(url, {}, '{}')).toEqual({
      kind: 'failed',
      why: 'ECONNRESET',
    });
    const nowhere = async () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }));
    const sender = createWebhookSender({ isLoopbackAllowed: false }, nowhere);
    expect(await sender.post('https://chat.example/', {}, '{}')).toEqual({
      kind: 'failed',
      why: 'ENOTFOUND',
    });
  });
});
