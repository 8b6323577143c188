import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { cutText } from '../../mail/clean-text.ts';
import type { PinnedTarget } from './resolve-target.ts';

/** Octets of the answer that are read. */
export const MAX_ANSWER_BYTES = 64 * 1024;
/** Interim answers (1xx, RFC 9110 §15.2); a receiver needs one at most, and a flood of them is read at the speed of the line. */
const MAX_INTERIM_ANSWERS = 20;
/** Characters of the answer that are kept, for people who look for why an event was refused. */
const MAX_KEPT_ANSWER_CHARS = 500;

export interface Post {
  url: URL;
  target: PinnedTarget;
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
}

/**
 * Makes one POST to the pinned address. Resolves with the status and the beginning of the answer, once the answer is complete or exceeds
 * `MAX_ANSWER_BYTES`. Follows no redirect.
 */
export function postOnce({ url, target, headers, body, signal }: Post): Promise<{
  status: number;
  text: string;
}> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const octets = Buffer.from(body);
    const request = send(url, {
      method: 'POST',
      signal,
      agent: false,
      // net asks for one address or for all; either way it gets the checked one
      lookup: (_host, { all }, done) =>
        all ? done(null, [target]) : done(null, target.address, target.family),
      headers: { ...headers, 'content-length': octets.length, connection: 'close' },
    });
    request.on('error', reject);
    // a receiver that switches protocols has not taken the event; without this listener Node closes the connection and the promise never
    // settles
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, text: '' });
    });
    let interims = 0;
    request.on('information', () => {
      interims += 1;
      if (interims > MAX_INTERIM_ANSWERS) request.destroy(tooManyInterims());
    });
    request.on('response', (response) => {
      const status = response.statusCode ?? 0;
      const chunks: Buffer[] = [];
      let read = 0;
      response.on('data', (chunk: Buffer) => {
        read += chunk.length;
        chunks.push(chunk);
        if (read > MAX_ANSWER_BYTES) request.destroy();
      });
      const answer = () => resolve({ status, text: beginningOf(chunks) });
      // once there is a status it counts, even if the rest of the answer times out or is malformed
      request.prependListener('error', answer);
      response.on('error', answer);
      response.on('close', answer);
    });
    request.end(octets);
  });
}

const tooManyInterims = () =>
  Object.assign(new Error('interim answers without end'), { code: 'TOO_MANY_INTERIM_ANSWERS' });

const beginningOf = (chunks: Buffer[]) =>
  cutText(Buffer.concat(chunks).toString('utf8'), MAX_KEPT_ANSWER_CHARS);
