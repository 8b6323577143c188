import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { cutText } from '../../mail/clean-text.ts';
import type { PinnedTarget } from './resolve-target.ts';

/** Octets of the answer that are read. */
export const MAX_ANSWER_BYTES = 64 * 1024;
/** Characters of it that are kept, to be shown to whoever looks for why an event was not taken. */
const MAX_KEPT_ANSWER_CHARS = 500;

export interface Post {
  url: URL;
  target: PinnedTarget;
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
}

/** One POST to the pinned address; the status and how the answer began, once the answer is read or is longer than we read. No redirect is followed. */
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
      // net asks for one address or for all of them; it gets the checked one
      lookup: (_host, { all }, done) =>
        all ? done(null, [target]) : done(null, target.address, target.family),
      headers: { ...headers, 'content-length': octets.length, connection: 'close' },
    });
    request.on('error', reject);
    // who changes the protocol has not taken the event; without a listener Node ends the connection and tells nobody
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, text: '' });
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
      // the status counts, whatever becomes of the rest: time is up, or it is not as it was announced
      request.prependListener('error', answer);
      response.on('error', answer);
      response.on('close', answer);
    });
    request.end(octets);
  });
}

const beginningOf = (chunks: Buffer[]) =>
  cutText(Buffer.concat(chunks).toString('utf8'), MAX_KEPT_ANSWER_CHARS);
