import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { loseAnswer } from './lose-answer.ts';

it('S15: a lost answer is an error for the caller, without any response, although the service has done its work', async () => {
  const done: string[] = [];
  const server = createServer((asked, answer) => {
    asked.on('data', (body) => done.push(String(body)));
    asked.on('end', () => answer.end('{"Item":{}}'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const call = loseAnswer(request({ host: '127.0.0.1', port, method: 'POST' }));
  let responses = 0;
  call.on('response', () => {
    responses += 1;
  });
  const failed = once(call, 'error');
  const closed = new Promise((resolve) => call.on('close', resolve));
  call.end('work');

  expect(await failed).toMatchObject([{ code: 'ECONNRESET' }]);
  await closed;
  expect({ responses, done }).toEqual({ responses: 0, done: ['work'] });
});
