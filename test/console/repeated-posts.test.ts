import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OrderedFile } from '../../console/data/types.ts';

interface Sent {
  path: string;
  key: string | undefined;
  body: { attachmentIds?: string[] };
}

/** Calls that the page made. */
let sent: Sent[];
/** Statuses of the next answers to messages; 0: the answer is lost. */
let statuses: number[];

async function answer(path: string, { headers, body }: { headers: object; body: string }) {
  const { 'idempotency-key': key } = headers as { 'idempotency-key'?: string };
  sent.push({ path, key, body: JSON.parse(body) });
  if (path.endsWith('/files')) return Response.json({ attachmentId: `file-${sent.length}` });
  const status = statuses.shift() ?? 201;
  if (status === 0) throw new TypeError('Failed to fetch');
  return Response.json({}, { status });
}

vi.stubGlobal('fetch', answer);
vi.stubGlobal('document', {
  getElementById: () => ({ textContent: '{"apiToken":"local-token"}' }),
});
const { api, forgetFailed } = await import('../../console/data/call.ts');
const { withUploads } = await import('../../console/data/message-files.ts');

const PATH = '/conversations/1000/messages';
const FILE: OrderedFile = { filename: 'a.txt', contentType: 'text/plain', content: '', size: 0 };

/** Posts a message as the composer does; `false`: it failed. */
const post = (text: string, files: OrderedFile[] = []) =>
  withUploads(files, (attachmentIds) => api('POST', PATH, { text, attachmentIds })).then(
    () => true,
    () => false,
  );
const posts = () => sent.filter(({ path }) => path.endsWith('/messages'));

beforeEach(() => {
  sent = [];
  statuses = [];
});
afterAll(() => vi.unstubAllGlobals());

describe('a message of the console that is sent again after its answer was lost', () => {
  it('has the same key, so that it is posted once', async () => {
    statuses = [0];
    expect([await post('ok'), await post('ok')]).toEqual([false, true]);
    expect(posts()[1]?.key).toBe(posts()[0]?.key);
  });

  it('names the files that were uploaded for it, and so is the same message', async () => {
    const files = [{ ...FILE }];
    statuses = [0];
    expect([await post('see', files), await post('see', files)]).toEqual([false, true]);
    expect(sent.length).toBe(3);
    expect(posts()[1]).toEqual(posts()[0]);
  });

  it('is another message once somebody has written on', async () => {
    statuses = [0];
    await post('ok');
    forgetFailed(PATH);
    await post('ok');
    expect(posts()[1]?.key).not.toBe(posts()[0]?.key);
  });

  it('uploads its files anew if the first try was refused', async () => {
    const files = [{ ...FILE }];
    statuses = [422];
    expect([await post('see', files), await post('see', files)]).toEqual([false, true]);
    expect(posts()[1]?.body.attachmentIds).not.toEqual(posts()[0]?.body.attachmentIds);
  });
});
