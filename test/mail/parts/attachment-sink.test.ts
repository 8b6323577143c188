import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { AttachmentSink } from '../../../functions/mail/parts/attachment-sink.ts';

const INFO = { index: 0, filename: 'a.pdf', contentType: 'application/pdf' };
/** More than a stream buffers before its writer must wait. */
const BLOCK = Buffer.alloc(128 * 1024, 'x');

/** A sink and its taker, which does what `take` says. */
function sinkTo(take: (content: Readable) => Promise<void>) {
  const taker: { content?: Readable } = {};
  const sink = new AttachmentSink(INFO, (_, content) => {
    taker.content = content;
    return take(content);
  });
  return { sink, taker };
}

const untilEnd = (content: Readable) =>
  new Promise<void>((resolve) => {
    content.once('close', resolve);
  });

/** Whether the promise has settled by now. */
async function isOver(waiting: Promise<void> | undefined): Promise<boolean> {
  if (!waiting) return true;
  let over = false;
  void waiting.then(() => {
    over = true;
  });
  await setImmediate();
  return over;
}

describe('AttachmentSink (S14)', () => {
  it('is written no faster than its taker reads', async () => {
    const { sink, taker } = sinkTo(untilEnd);
    const waiting = sink.write(BLOCK);
    expect(await isOver(waiting)).toBe(false);
    taker.content?.resume();
    await waiting;
    expect(await sink.end()).toMatchObject({ size: BLOCK.length });
  });

  it('leaves no listener behind, however often its taker is slow', async () => {
    const { sink, taker } = sinkTo(untilEnd);
    taker.content?.resume();
    await sink.write(BLOCK);
    const before = taker.content?.listenerCount('close');
    for (let block = 0; block < 20; block += 1) await sink.write(BLOCK);
    expect(taker.content?.listenerCount('close')).toBe(before);
    await sink.end();
  });

  it('never makes its writer wait without a taker', () => {
    expect(new AttachmentSink(INFO).write(BLOCK)).toBeUndefined();
  });

  it.each([
    [
      'destroys the stream, though it is still busy',
      (content: Readable) => {
        content.destroy();
        return new Promise<void>(() => {});
      },
    ],
    ['ends early', async () => undefined],
    ['fails', () => Promise.reject(new Error('the store is away'))],
  ])('no longer waits for a taker that %s', async (_, act) => {
    let letGo = () => {};
    const { sink } = sinkTo(async (content) => {
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
      await act(content);
    });
    const waiting = sink.write(BLOCK);
    expect(await isOver(waiting)).toBe(false);
    letGo();
    await waiting;
    expect(sink.write(BLOCK)).toBeUndefined();
  });

  it('fails the stream of an aborted file, and waits for its taker', async () => {
    let failure: unknown;
    const { sink } = sinkTo(async (content) => {
      failure = await new Promise((resolve) => content.once('error', resolve));
    });
    await sink.abort(new Error('over-limit'));
    expect(String(failure)).toContain('over-limit');
    await new AttachmentSink(INFO).abort(new Error('over-limit'));
  });
});
