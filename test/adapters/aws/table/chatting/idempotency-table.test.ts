import { describe, expect, it } from 'vitest';
import { createIdempotencyTable } from '../../../../../functions/adapters/aws/table/chatting/idempotency-table.ts';
import { createRateTable } from '../../../../../functions/adapters/aws/table/chatting/rate-table.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { put } from '../../../../../functions/adapters/aws/table/write.ts';
import { anyItem } from '../../../../support/any-item.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';

const NOW = Date.parse('2026-05-04T08:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const { table } = await awsOfFile();
const store = createIdempotencyTable(table);
const rates = createRateTable(table);

let tries = 0;
/** The latest try. */
const holderOf = (idempotencyKey: string) => ({
  ...{ tokenId: 'chat', idempotencyKey },
  by: `try ${tries}`,
});
/** A new try. */
const claim = (idempotencyKey: string, requestDigest = 'digest', nowMs = NOW, tokenId = 'chat') => {
  tries += 1;
  return store.claim({ tokenId, idempotencyKey, requestDigest, by: `try ${tries}`, nowMs });
};
const reserve = (key: string, id: string, holder = holderOf(key)) =>
  store.reserve(holder, 'messageId', id);
const answer = { status: 201, body: '{"messageId":"1-A"}', contentType: 'application/json' };

describe('claim', () => {
  it('succeeds for one of many concurrent calls', async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => claim('race')));
    const kinds = results.map(({ kind }) => kind).toSorted();
    expect(kinds).toEqual(['claimed', ...Array(4).fill('in-flight')]);
  });

  it('returns the answer once there is one', async () => {
    await claim('answered');
    await store.complete(holderOf('answered'), answer);
    expect(await claim('answered')).toEqual({ kind: 'answered', answer });
  });

  it('refuses another request under the same key', async () => {
    await claim('reused');
    expect(await claim('reused', 'another')).toEqual({ kind: 'other-request' });
  });

  it('keeps the keys of two tokens apart', async () => {
    await claim('apart');
    expect(await claim('apart', 'another', NOW, 'console')).toEqual({ kind: 'claimed' });
  });

  it('succeeds after a killed try, and keeps the ids which that one reserved', async () => {
    await claim('died');
    const first = await reserve('died', '1-A');
    expect(await claim('died', 'digest', NOW + MINUTE_MS)).toEqual({ kind: 'claimed' });
    expect(await reserve('died', '1-B')).toBe(first);
  });

  it('is held for seconds after the last renewal, so that a killed try does not block for long', async () => {
    const holder = { tokenId: 'chat', idempotencyKey: 'alive', by: 'slow' };
    await store.claim({ ...holder, requestDigest: 'digest', nowMs: NOW });
    await store.hold(holder, NOW + 6_000);
    await store.hold({ ...holder, by: 'another' }, NOW + 60_000);
    expect(await claim('alive', 'digest', NOW + 13_000)).toEqual({ kind: 'in-flight' });
    expect(await claim('alive', 'digest', NOW + 15_000)).toEqual({ kind: 'claimed' });
  });

  it('succeeds again for the same try, whose answer was lost', async () => {
    const given = { tokenId: 'chat', idempotencyKey: 'lost', by: 'me', requestDigest: 'digest' };
    await store.claim({ ...given, nowMs: NOW });
    expect(await store.claim({ ...given, nowMs: NOW + 1 })).toEqual({ kind: 'claimed' });
  });

  it('is forgotten after a refusal, and after 24 hours', async () => {
    await claim('refused');
    await store.free(holderOf('refused'), { forget: true });
    expect(await claim('refused', 'mended')).toEqual({ kind: 'claimed' });
    await claim('old');
    await store.complete(holderOf('old'), answer);
    expect(await claim('old', 'new', NOW + DAY_MS + MINUTE_MS)).toEqual({ kind: 'claimed' });
    expect(await claim('old', 'new', NOW + DAY_MS + MINUTE_MS)).toEqual({ kind: 'in-flight' });
  });

  it('finds the answer that version 0.1.0 stored, and takes over a try of it that died', async () => {
    const items = [
      ['answered-before', { digest: 'digest', heldUntil: NOW, answer }],
      ['begun-before', { digest: 'digest', heldUntil: NOW - MINUTE_MS }],
    ] as const;
    for (const [idempotencyKey, value] of items)
      await table.write(put(anyItem, keys.idempotency('chat', idempotencyKey), value));
    expect(await claim('answered-before')).toEqual({ kind: 'answered', answer });
    expect(await claim('begun-before')).toEqual({ kind: 'claimed' });
  });

  it('is not released by a try that has lost it to the next one, which keeps the ids (S15)', async () => {
    await claim('hung');
    const hung = holderOf('hung');
    const first = await reserve('hung', '1-A');
    await claim('hung', 'digest', NOW + MINUTE_MS);
    await store.free(hung, { forget: true });
    await store.complete(hung, answer);
    expect(await reserve('hung', '1-B')).toBe(first);
    expect(await claim('hung', 'digest', NOW + MINUTE_MS)).toEqual({ kind: 'in-flight' });
  });

  it('reserves nothing for a try that has lost it, so that another request may have it (S15)', async () => {
    await claim('freed');
    const hung = holderOf('freed');
    await claim('freed', 'digest', NOW + MINUTE_MS);
    expect(await reserve('freed', '1-A', hung)).toBeUndefined();
    await store.free(holderOf('freed'), { forget: true });
    expect(await reserve('freed', '1-A', hung)).toBeUndefined();
    expect(await claim('freed', 'another')).toEqual({ kind: 'claimed' });
    expect(await reserve('freed', '1-A', hung)).toBeUndefined();
    expect(await reserve('freed', '1-B')).toBe('1-B');
  });

  it('succeeds at once after a failure of ours', async () => {
    await claim('failed');
    await store.free(holderOf('failed'), { forget: false });
    expect(await claim('failed')).toEqual({ kind: 'claimed' });
  });
});

describe('take', () => {
  it('adds up the permits of all copies of the function', async () => {
    const taken = await Promise.all([1, 2, 3].map(() => rates.take('chat', 'w1', 25)));
    expect(taken.toSorted((one, other) => one - other)).toEqual([25, 50, 75]);
    expect(await rates.take('chat', 'w2', 25)).toBe(25);
    expect(await rates.take('other', 'w1', 25)).toBe(25);
  });
});
