import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { eraseConversation } from '../../../../../functions/adapters/aws/table/erasing/erase-conversation.ts';
import { anyItem, keyedItem } from '../../../../../functions/adapters/aws/table/item-kind.ts';
import {
  legacyThreadItem,
  sentMailItem,
  windowItem,
  windowKey,
  windowOfKey,
} from '../../../../../functions/adapters/aws/table/items/window-items.ts';
import {
  INDEX_PARTITIONS,
  type KeyRange,
  keys,
  ranges,
} from '../../../../../functions/adapters/aws/table/keys.ts';
import { createDeliveryTable } from '../../../../../functions/adapters/aws/table/notifying/delivery-table.ts';
import { openTable } from '../../../../../functions/adapters/aws/table/open-table.ts';
import { createSentMailTable } from '../../../../../functions/adapters/aws/table/sending/sent-mail-table.ts';
import { createWindowTable } from '../../../../../functions/adapters/aws/table/sending/window-table.ts';
import { put } from '../../../../../functions/adapters/aws/table/write.ts';
import type { Participant } from '../../../../../functions/conversations/people/people.ts';
import {
  ATTEMPT_MS,
  type GroupingWindow,
  type WindowEntry,
} from '../../../../../functions/steps/sending/ports.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { standing } from '../../../../support/standing.ts';
import { connectAws } from '../../../../support/start-aws.ts';

const NOW = Date.parse('2026-11-22T10:00:00.000Z');
const carla = { kind: 'user', id: 'carla' } as const;

const { aws, table } = await awsOfFile();
let conversations = 1000;
const ids = Array.from({ length: 45 }, (_, n) => String(conversations + 1 + n));

beforeAll(async () => {
  await standing(table, ids, ['01', '02', '03', ...Array.from({ length: 41 }, (_, n) => `0${n}`)]);
});

/** Entries of the n-th message of a new conversation. */
function scene(groupingSeconds: number) {
  conversations += 1;
  const conversationId = String(conversations);
  const entry = (n: number, now = NOW): WindowEntry => ({
    messageId: `${conversationId}-0${n}`,
    conversationId,
    participant: carla,
    recipient: 'carla@kunde.example',
    reason: 'agent-replied',
    groupingSeconds,
    now,
  });
  return { entry, conversationId, windowTable: createWindowTable(table) };
}

const record = (window: GroupingWindow, sesMessageId: string) => ({
  window,
  mail: {
    sesMessageId,
    wireMessageId: `<${sesMessageId}@eu-west-1.amazonses.com>`,
    recipient: 'carla@kunde.example',
    at: '2026-11-22T10:00:01.000Z',
    reasons: window.messageIds.map((messageId) => ({
      messageId,
      reason: 'agent-replied' as const,
    })),
  },
  text: `text of ${sesMessageId}`,
});

describe('enter', () => {
  it('opens one window for the messages of the grouping time, in order (S8)', async () => {
    const { entry, windowTable } = scene(10);
    const window = await windowTable.enter(entry(1));
    expect(window).toMatchObject({ windowId: entry(1).messageId, closesAt: NOW + 10_000 });
    expect(await windowTable.enter(entry(2))).toBeUndefined();
    expect(await windowTable.enter(entry(3, NOW + 9_000))).toBeUndefined();
    const claim = await windowTable.claim(window as GroupingWindow, NOW + 10_000);
    expect(claim).toMatchObject({
      kind: 'claimed',
      window: { messageIds: [entry(1).messageId, entry(2).messageId, entry(3).messageId] },
    });
  });

  it('adds authors to a window that has none', async () => {
    const { entry, windowTable } = scene(10);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    const author = { kind: 'agent', id: 'anna' } as const;
    await windowTable.enter({ ...entry(2), author });
    await windowTable.enter({ ...entry(3), author });
    const claim = await windowTable.claim(window, NOW + 10_000);
    expect(claim).toMatchObject({ window: { authors: [author, author] } });
  });

  it('enters a message once, and returns its window when it comes again (S15)', async () => {
    const { entry, windowTable } = scene(10);
    const [first, second] = await Promise.all([
      windowTable.enter(entry(1)),
      windowTable.enter(entry(1)),
    ]);
    expect(first?.windowId ?? second?.windowId).toBe(entry(1).messageId);
    await windowTable.enter(entry(2));
    await windowTable.enter(entry(2));
    const again = await windowTable.enter(entry(1));
    expect(again?.messageIds).toEqual([entry(1).messageId, entry(2).messageId]);
  });

  it('opens the next window once one is closed (S8)', async () => {
    const { entry, windowTable } = scene(10);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await windowTable.claim(window, NOW + 10_000);
    const next = await windowTable.enter(entry(2, NOW + 9_999));
    expect(next?.windowId).toBe(entry(2).messageId);
  });

  it('opens a window for each message without grouping', async () => {
    const { entry, windowTable } = scene(0);
    const windows = await Promise.all([windowTable.enter(entry(1)), windowTable.enter(entry(2))]);
    expect(windows.map((window) => window?.messageIds.length)).toEqual([1, 1]);
  });

  /** Rows of `count` agents who are not mailed. */
  const skipped = (messageId: string, count: number, reason: 'online' | 'not-assigned') =>
    Array.from({ length: count }, (_, n) => ({
      messageId,
      participant: { kind: 'agent' as const, id: `agent-${n}` },
      decision: 'skipped' as const,
      reason,
      at: '2026-11-22T10:00:00.000Z',
    }));
  const reasonsOf = async (messageId: string) =>
    (await createDeliveryTable(table).list(messageId)).map(({ reason }) => reason);
  const isDecided = async (messageId: string) =>
    (await table.get(keyedItem, keys.message(messageId)))?.isDecided === true;

  it.each([0, 10])(
    'writes the rows of those not mailed and marks the message as decided with the last entry (S11), grouping %i',
    async (grouping) => {
      const { entry, windowTable } = scene(grouping);
      await windowTable.enter(entry(1));
      const { messageId } = entry(2);
      const last = { skipped: skipped(messageId, 3, 'online') };
      const window = await windowTable.enter({ ...entry(2), last });
      expect(window?.windowId).toBe(grouping === 0 ? messageId : undefined);
      expect(await reasonsOf(messageId)).toEqual(['online', 'online', 'online']);
      expect([await isDecided(entry(1).messageId), await isDecided(messageId)]).toEqual([
        false,
        true,
      ]);
    },
  );

  it.each([0, 10])(
    'keeps the first decision about each when the message comes again (S11, S15), grouping %i',
    async (grouping) => {
      const { entry, windowTable } = scene(grouping);
      await windowTable.enter(entry(1));
      const { messageId } = entry(2);
      // a function that was killed after one row
      await createDeliveryTable(table).closeDecisions(messageId, skipped(messageId, 1, 'online'));
      const last = { skipped: skipped(messageId, 3, 'not-assigned') };
      const tries = [
        await windowTable.enter({ ...entry(2), last }),
        await windowTable.enter({ ...entry(2), last }),
      ];
      const own = grouping === 0 ? messageId : undefined;
      expect(tries.map((window) => window?.windowId)).toEqual([own, own]);
      expect(await reasonsOf(messageId)).toEqual(['online', 'not-assigned', 'not-assigned']);
      const claim = await windowTable.claim(
        { ...entry(1), windowId: entry(1).messageId },
        NOW + 10_000,
      );
      const messageIds = [1, 2].map((n) => entry(n).messageId);
      expect(claim).toMatchObject({
        window: { messageIds: grouping === 0 ? messageIds.slice(0, 1) : messageIds },
      });
    },
  );

  it('writes more rows than fit into one transaction', async () => {
    const { entry, windowTable } = scene(0);
    const { messageId } = entry(1);
    const last = { skipped: skipped(messageId, 199, 'not-assigned') };
    expect((await windowTable.enter({ ...entry(1), last }))?.windowId).toBe(messageId);
    expect(await reasonsOf(messageId)).toHaveLength(199);
    expect(await isDecided(messageId)).toBe(true);
  });

  it('shows no row before the mail is decided', async () => {
    const { entry, windowTable } = scene(0);
    await windowTable.enter(entry(1));
    expect(await createDeliveryTable(table).list(entry(1).messageId)).toEqual([]);
  });
});

describe('claim', () => {
  it('waits for the window to close', async () => {
    const { entry, windowTable } = scene(10);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    expect(await windowTable.claim(window, NOW + 4_000)).toEqual({ kind: 'early', waitMs: 6_000 });
  });

  it('gives the lease to one of many concurrent calls (S15)', async () => {
    const { entry, windowTable } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    const claims = await Promise.all(
      Array.from({ length: 8 }, () => windowTable.claim(window, NOW)),
    );
    expect(claims.filter(({ kind }) => kind === 'claimed').length).toBe(1);
    expect(claims.filter(({ kind }) => kind === 'early').length).toBe(7);
  });

  it('takes over from a killed function once its lease has ended on every clock', async () => {
    const { entry, windowTable } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    const killed = await windowTable.claim(window, NOW);
    // the killed function's clock may be slow
    expect((await windowTable.claim(window, NOW + ATTEMPT_MS.lease)).kind).toBe('early');
    const next = await windowTable.claim(window, NOW + ATTEMPT_MS.lease + ATTEMPT_MS.skew);
    expect(next.kind).toBe('claimed');
    const lease = killed.kind === 'claimed' ? killed.lease : '';
    expect(await windowTable.renew(window, lease, NOW + ATTEMPT_MS.lease)).toBe(false);
  });

  it('is settled for a sent window (S15)', async () => {
    const { entry, windowTable } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await windowTable.recordSent(record(window, 'ses-settled'));
    expect(await windowTable.claim(window, NOW + ATTEMPT_MS.lease)).toEqual({ kind: 'settled' });
    expect(await windowTable.renew(window, 'any', NOW)).toBe(false);
  });

  it('stores SES’s id of a sent window if its sender was killed before (S1, S15)', async () => {
    const { entry, windowTable, conversationId } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await windowTable.recordSent(record(window, 'ses-died'));
    await table.removeMany([keys.sentMail('ses-died')]);
    await windowTable.claim(window, NOW);
    expect(await createSentMailTable(table).find('ses-died')).toMatchObject({ conversationId });
  });

  it('does not store it once the messages were erased (S19)', async () => {
    const { entry, windowTable } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await windowTable.recordSent(record(window, 'ses-erased'));
    await table.removeMany([keys.sentMail('ses-erased')]);
    await table.update(windowItem, windowKey(window), { remove: ['packed'] });
    await windowTable.claim(window, NOW);
    expect(await createSentMailTable(table).placeOf('ses-erased')).toBeUndefined();
  });
});

describe('recordSent', () => {
  it('serves rows, SES id, text and thread with one write (S11, S15)', async () => {
    const { entry, windowTable, conversationId } = scene(10);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await windowTable.enter(entry(2));
    const claim = await windowTable.claim(window, NOW + 10_000);
    if (claim.kind !== 'claimed') throw new Error('not claimed');
    await windowTable.recordSent(record(claim.window, 'ses-1'));
    for (const n of [1, 2]) {
      expect(await createDeliveryTable(table).list(entry(n).messageId)).toEqual([
        {
          messageId: entry(n).messageId,
          participant: carla,
          recipient: 'carla@kunde.example',
          decision: 'sent',
          reason: 'agent-replied',
          sesMessageId: 'ses-1',
          at: '2026-11-22T10:00:01.000Z',
        },
      ]);
    }
    const sentMails = createSentMailTable(table);
    expect(await sentMails.find('ses-1')).toMatchObject({ conversationId, participant: carla });
    expect(await sentMails.recentTexts(conversationId)).toEqual(['text of ses-1']);
    expect(await windowTable.sentTo(conversationId, carla)).toMatchObject([
      { messageId: '<ses-1@eu-west-1.amazonses.com>' },
    ]);
  });

  it('retries longer than the SDK, because giving up would send the mail twice (S15)', async () => {
    const { entry, conversationId } = scene(0);
    const { dynamodb: failing } = connectAws(aws.endpoints);
    const windowTable = createWindowTable(openTable(aws, failing));
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    let faults = 4;
    failing.middlewareStack.add(
      (next) => async (args) => {
        faults -= 1;
        if (faults < 0) return next(args);
        throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await windowTable.recordSent(record(window, 'ses-faults'));
    expect(await createSentMailTable(table).find('ses-faults')).toMatchObject({ conversationId });
  });

  it('replaces a pause, and is never replaced', async () => {
    const { entry, windowTable } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    const ids = [entry(1).messageId];
    const paused = { decision: 'failed', reason: 'account-paused' } as const;
    const listed = async () =>
      (await createDeliveryTable(table).list(entry(1).messageId))[0]?.reason;
    await windowTable.decide(window, ids, paused, '2026-11-22T10:00:00.000Z');
    expect(await listed()).toBe('account-paused');
    await windowTable.recordSent(record(window, 'ses-paused'));
    await windowTable.decide(window, ids, paused, '2026-11-22T10:00:02.000Z');
    expect(await listed()).toBe('agent-replied');
  });
});

describe('listOverdue', () => {
  const overdue = async (until = NOW + 60_000) =>
    (await createWindowTable(table).listOverdue(until)).items.map(({ windowId }) => windowId);

  it('gives windows whose next try is overdue, until they are settled', async () => {
    const { entry, windowTable } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    expect(await overdue()).not.toContain(window.windowId);
    const claim = await windowTable.claim(window, NOW);
    if (claim.kind !== 'claimed') throw new Error(`not claimed: ${claim.kind}`);
    await windowTable.release(window, claim.lease, NOW + 60_000);
    expect(await overdue(NOW + 59_999)).not.toContain(window.windowId);
    expect(await overdue()).toContain(window.windowId);
    await windowTable.recordSent(record(window, 'ses-overdue'));
    expect(await overdue()).not.toContain(window.windowId);
  });
});

describe('a window of a message that reconcile has already passed', () => {
  it('is listed as overdue from the beginning (S15)', async () => {
    const { entry, windowTable } = scene(0);
    await windowTable.enter({ ...entry(1), isLate: true });
    const { items } = await windowTable.listOverdue(NOW);
    expect(items.map(({ windowId }) => windowId)).toContain(entry(1).messageId);
  });
});

describe('a window written in a former place', () => {
  /** Opens one as before November 2026 (`gsi1`) or before December (`gsi2`). */
  async function openBefore(index: 'gsi1' | 'gsi2', state: 'open' | 'sent' = 'open') {
    const { entry, windowTable, conversationId } = scene(0);
    const windowId = entry(1).messageId;
    const name = { conversationId, participant: carla, windowId };
    const key = keys.legacyWindow(conversationId, 'user#carla', windowId);
    const place = {
      [`${index}pk`]: INDEX_PARTITIONS.lateWindows,
      [`${index}sk`]: new Date(NOW).toISOString(),
    };
    const window = { ...name, messageIds: [windowId], closesAt: NOW, state };
    await table.write(put(windowItem, key, { ...window, ...(state === 'open' && place) }));
    return { name, key, windowTable };
  }
  const listed = async ({ windowId }: { windowId: string }) =>
    (await createWindowTable(table).listOverdue(NOW + 60_000)).items.filter(
      (one) => one.windowId === windowId,
    );

  it.each(['gsi1', 'gsi2'] as const)('is found once when it is overdue, in %s', async (index) => {
    const { name } = await openBefore(index);
    expect(await listed(name)).toEqual([name]);
  });

  it.each(['gsi1', 'gsi2'] as const)(
    'is moved when it is claimed, and found until it is sent, from %s',
    async (index) => {
      const { name, key, windowTable } = await openBefore(index);
      const claim = await windowTable.claim(name, NOW);
      if (claim.kind !== 'claimed') throw new Error(`not claimed: ${claim.kind}`);
      expect(await table.get(keyedItem, key)).toBeUndefined();
      expect(await listed(name)).toEqual([name]);
      await windowTable.recordSent(record(claim.window, `ses-of-before-${index}`));
      expect(await listed(name)).toEqual([]);
    },
  );

  it('is claimed by one of many concurrent calls (S15)', async () => {
    const { name, windowTable } = await openBefore('gsi2');
    const claims = await Promise.all(Array.from({ length: 8 }, () => windowTable.claim(name, NOW)));
    expect(claims.filter(({ kind }) => kind === 'claimed').length).toBe(1);
  });

  it('is not sent again (S15)', async () => {
    const { name, key, windowTable } = await openBefore('gsi2', 'sent');
    expect(await windowTable.claim(name, NOW)).toEqual({ kind: 'settled' });
    expect([await table.get(windowItem, key), await listed(name)]).toMatchObject([
      { state: 'sent' },
      [],
    ]);
  });
});

describe('sentTo', () => {
  const anna = { kind: 'agent', id: 'anna' } as const;

  /** Sends the n-th message to this person. */
  async function mail(
    { entry, windowTable }: ReturnType<typeof scene>,
    n: number,
    to: Participant,
  ) {
    const window = (await windowTable.enter({ ...entry(n), participant: to })) as GroupingWindow;
    await windowTable.recordSent(record(window, `${to.id}-${window.windowId}`));
  }
  const threadOf = async ({ windowTable, conversationId }: ReturnType<typeof scene>) =>
    (await windowTable.sentTo(conversationId, carla)).map(({ messageId }) => messageId);
  const wireId = ({ entry }: ReturnType<typeof scene>, n: number) =>
    `<carla-${entry(n).messageId}@eu-west-1.amazonses.com>`;

  it('gives the mails of one recipient, oldest first', async () => {
    const given = scene(0);
    for (const n of [1, 2, 3]) {
      await mail(given, n, carla);
      await mail(given, n, anna);
    }
    expect(await threadOf(given)).toEqual([1, 2, 3].map((n) => wireId(given, n)));
  });

  it('leaves out mails that are not sent', async () => {
    const given = scene(0);
    await mail(given, 1, carla);
    await given.windowTable.enter(given.entry(2));
    expect(await threadOf(given)).toEqual([wireId(given, 1)]);
  });

  it('finds them before a message that was mailed to many', async () => {
    const given = scene(0);
    await mail(given, 1, carla);
    for (let n = 0; n < 25; n += 1) await mail(given, 2, { kind: 'agent', id: `agent-${n}` });
    expect(await threadOf(given)).toEqual([wireId(given, 1)]);
  });

  it('gives the thread stored before December 2026 until the next mail is sent', async () => {
    const given = scene(0);
    const before = { mails: [{ messageId: '<of-before@x.example>', at: '2026-11-01T00:00:00Z' }] };
    const key = keys.legacyThread(given.conversationId, 'user#carla');
    await table.write(put(legacyThreadItem, key, before));
    expect(await threadOf(given)).toEqual(['<of-before@x.example>']);
    await mail(given, 1, carla);
    expect(await threadOf(given)).toEqual([wireId(given, 1)]);
  });
});

describe('recentTexts', () => {
  it('finds the text of a mail before many that were not sent (S12, S17)', async () => {
    const { entry, windowTable, conversationId } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await windowTable.recordSent(record(window, 'ses-before-many'));
    for (let n = 10; n < 40; n += 1) {
      const unsent = (await windowTable.enter(entry(n))) as GroupingWindow;
      await windowTable.end(unsent, 'dropped');
    }
    const texts = await createSentMailTable(table).recentTexts(conversationId);
    expect(texts).toEqual(['text of ses-before-many']);
  });
});

describe('mails of before December 2026', () => {
  it('are found by their id and their text, which were stored apart (S1, S12)', async () => {
    const { conversationId, entry } = scene(0);
    const { windowId, ...sent } = mailOfBefore(conversationId, entry(1).messageId);
    await table.write(put(sentMailItem, keys.sentMail('ses-old'), sent));
    const text = { sesMessageId: 'ses-old', text: 'as it was' };
    await table.write(put(anyItem, keys.window(windowId, 'user#carla'), text));
    const sentMails = createSentMailTable(table);
    expect(await sentMails.find('ses-old')).toEqual(sent);
    expect(await sentMails.recentTexts(conversationId)).toEqual(['as it was']);
  });

  it.each(['claim', 'enter'] as const)(
    'are not sent again though their text has the key of a window: %s (S15)',
    async (call) => {
      const { entry, windowTable } = scene(0);
      await windowTable.enter(entry(1));
      const { messageId, conversationId } = entry(1);
      const text = { sesMessageId: 'ses-old', text: 'as it was' };
      await table.write(put(anyItem, keys.window(messageId, 'user#carla'), text));
      const name = { conversationId, participant: carla, windowId: messageId };
      if (call === 'claim') expect(await windowTable.claim(name, NOW)).toEqual({ kind: 'settled' });
      else expect(await windowTable.enter(entry(1))).toBeUndefined();
    },
  );

  const mailOfBefore = (conversationId: string, messageId: string) => ({
    sesMessageId: 'ses-old',
    conversationId,
    participant: carla,
    windowId: messageId,
    recipient: 'carla@kunde.example',
    messageIds: [messageId],
    at: '2026-11-01T00:00:00.000Z',
  });
});

describe('windowOfKey', () => {
  it('reads the name of a window from its key, whatever characters the id has', () => {
    const ids = fc.string({ minLength: 1 }).filter((id) => !id.includes('\u0000'));
    fc.assert(
      fc.property(fc.constantFrom('user' as const, 'agent' as const), ids, (kind, id) => {
        const name = { conversationId: '7', participant: { kind, id: `${id}#` }, windowId: '7-01' };
        expect(windowOfKey({ ...windowKey(name) })).toEqual(name);
      }),
    );
  });
});

describe('late writes after an erasure (S19)', () => {
  const erased = (key: { pk: string; sk: string }) => table.removeMany([key]);
  const all = (range: KeyRange) => table.all(keyedItem, range);
  const sesLeadsTo = (id: string) => table.all(keyedItem, { partition: keys.sentMail(id).pk });

  it('create no row and no window of an erased message', async () => {
    const { entry, windowTable } = scene(0);
    const { messageId } = entry(1);
    await erased(keys.message(messageId));
    expect(await windowTable.enter(entry(1))).toBeUndefined();
    const row = { messageId, participant: carla, at: '2026-11-22T10:30:00.000Z' };
    await createDeliveryTable(table).closeDecisions(messageId, [
      { ...row, decision: 'skipped', reason: 'online' },
    ]);
    await createDeliveryTable(table).putSummaries(
      messageId,
      [{ reason: 'not-assigned', count: 2 }],
      row.at,
    );
    expect(await all(ranges.deliveries(messageId))).toEqual([]);
  });

  it('are removed with the window if the mail is sent while its conversation is being erased', async () => {
    const { entry, windowTable, conversationId } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await erased(keys.conversation(conversationId));
    await erased(keys.message(entry(1).messageId));
    await erased(keys.delivery(entry(1).messageId, carla));
    await windowTable.recordSent(record(window, 'ses-late'));
    const places = { items: table, s3: aws.s3, bucket: aws.bucket };
    while (!(await eraseConversation(places, conversationId)).isDone);
    expect(await all(ranges.conversation(conversationId))).toEqual([]);
    expect(await all(ranges.deliveries(entry(1).messageId))).toEqual([]);
    expect(await sesLeadsTo('ses-late')).toEqual([]);
  });

  it('create nothing for a mail whose window is erased', async () => {
    const { entry, windowTable, conversationId } = scene(0);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await erased(keys.conversation(conversationId));
    const places = { items: table, s3: aws.s3, bucket: aws.bucket };
    while (!(await eraseConversation(places, conversationId)).isDone);
    await windowTable.recordSent(record(window, 'ses-gone'));
    expect(await all(ranges.conversation(conversationId))).toEqual([]);
    expect(await all(ranges.deliveries(entry(1).messageId))).toEqual([]);
    expect(await sesLeadsTo('ses-gone')).toEqual([]);
  });

  it('record the remaining messages of a mail when one was an erased guest’s', async () => {
    const { entry, windowTable } = scene(10);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await windowTable.enter(entry(2));
    await table.removeMany([keys.delivery(entry(1).messageId, carla)]);
    const both = { ...window, messageIds: [entry(1).messageId, entry(2).messageId] };
    await windowTable.recordSent(record(both, 'ses-rest'));
    expect(await all(ranges.deliveries(entry(1).messageId))).toEqual([]);
    expect(await createDeliveryTable(table).list(entry(2).messageId)).toMatchObject([
      { decision: 'sent', sesMessageId: 'ses-rest' },
    ]);
    expect(await windowTable.claim(both, NOW + 60_000)).toEqual({ kind: 'settled' });
  });
});
