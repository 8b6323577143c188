import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { PinnedTarget } from './resolve-target.ts';

/** Octets of the answer that are read; its content is of no use to us. */
export const MAX_ANSWER_BYTES = 64 * 1024;

export interface Post {
  url: URL;
  target: PinnedTarget;
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
}

/** One POST to the pinned address; the status, once the answer is read or is longer than we read. No redirect is followed. */
export function postOnce({ url, target, headers, body, signal }: Post): Promise<number> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const octets = Buffer.from(body);
    const request = send(url, {
      method: 'POST',
      signal,
      agent: false,
      // net asks for one address or for all of them; it gets the checked one
      lookup: (_host, { all }, done) =>
        all ? done(null, [target]) : done(null, target.address, target.family),
      headers: { ...headers, 'content-length': octets.length, connection: 'close' },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const status = response.statusCode ?? 0;
      let read = 0;
      response.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read > MAX_ANSWER_BYTES) request.destroy();
      });
      response.on('error', () => resolve(status));
      response.on('close', () => resolve(status));
    });
    request.end(octets);
  });
}
