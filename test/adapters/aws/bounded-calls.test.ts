import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boundedCalls, CALL_MS } from '../../../functions/adapters/aws/bounded-calls.ts';
import { ATTEMPT_MS } from '../../../functions/steps/sending/ports.ts';
import { listFiles } from '../../support/list-files.ts';

const ACCESS = {
  region: 'eu-west-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};
const QUESTION = new GetItemCommand({ TableName: 'any', Key: { pk: { S: 'a' }, sk: { S: 'b' } } });

describe('boundedCalls', () => {
  let server: Server;
  let sockets: Socket[];
  /** The service's answer; empty: it reads the request and stays silent. */
  let answer: string;

  beforeEach(async () => {
    sockets = [];
    answer = '';
    server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined).on('data', () => socket.write(answer));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  const ask = () => {
    const { port } = server.address() as AddressInfo;
    const client = new DynamoDBClient({
      ...ACCESS,
      ...boundedCalls({ attemptMs: 30 }),
      endpoint: `http://127.0.0.1:${port}`,
    });
    return client.send(QUESTION).finally(() => client.destroy());
  };

  it('makes three attempts at a call that is never answered', async () => {
    await expect(ask()).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(sockets).toHaveLength(3);
  });

  it('gives up an answer that stops in its middle', async () => {
    answer = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"Item":';
    await expect(ask()).rejects.toThrow();
    expect(sockets).toHaveLength(3);
  });

  it('ends all attempts of a small call within the lease of an outgoing mail (S15)', () => {
    const { maxAttempts } = boundedCalls();
    expect(maxAttempts * CALL_MS.small).toBeLessThanOrEqual(ATTEMPT_MS.leaseAtLeast);
  });

  it('is used for every client of the functions', () => {
    const opened = listFiles('functions')
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/new \w+Client\(([\s\S]{0,40})/g)].map(
          ([, given = '']) => ({ file, given }),
        ),
      );
    expect(opened.length).toBeGreaterThan(8);
    const unbounded = opened.filter(({ given }) => !/^[\s{.]*bounded[A-Z]/.test(given));
    expect(unbounded).toEqual([]);
  });
});
