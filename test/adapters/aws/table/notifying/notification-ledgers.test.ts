import { beforeAll, describe, expect, it } from 'vitest';
import { eraseMessage } from '../../../../../functions/adapters/aws/table/erasing/erase-message.ts';
import { anyItem } from '../../../../../functions/adapters/aws/table/item-kind.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { createDeliveryTable } from '../../../../../functions/adapters/aws/table/notifying/delivery-table.ts';
import {
  createBudgetTable,
  createGuestTable,
  createNoticeTable,
} from '../../../../../functions/adapters/aws/table/notifying/notification-ledgers.ts';
import { createSuppressionTable } from '../../../../../functions/adapters/aws/table/notifying/suppression-table.ts';
import { put } from '../../../../../functions/adapters/aws/table/write.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { knownMail } from '../../../../support/known-mail.ts';
import { standing } from '../../../../support/standing.ts';

const NOW = Date.parse('2026-11-22T10:30:00.000Z');
const carla = { kind: 'user', id: 'carla' } as const;

const { aws, table } = await awsOfFile();

beforeAll(async () => {
  await standing(table, ['1'], ['01', '02', '03', '04', '05']);
});

describe('budget', () => {
  const window = (n: number, id = 'carla') => ({
    conversationId: '1',
    participant: { kind: 'user' as const, id },
    windowId: `1-0${n}`,
  });

  it('stops at the limit, for each recipient, until the hour is over (S17)', async () => {
    const budget = createBudgetTable(table);
    const taken = [];
    for (const n of [1, 2, 3]) taken.push(await budget.take(window(n), 2, NOW));
    expect(taken).toEqual([true, true, false]);
    expect(await budget.take(window(3, 'dora'), 2, NOW)).toBe(true);
    expect(await budget.take(window(3), 2, NOW + 3_600_000)).toBe(true);
  });

  it('counts a mail once, however often it is tried (S17)', async () => {
    const budget = createBudgetTable(table);
    const again = { ...window(1), conversationId: '2' };
    for (let tries = 0; tries < 3; tries += 1) {
      expect(await budget.take(again, 1, NOW)).toBe(true);
    }
  });
});

describe('notices', () => {
  it('keep the id of the first claim (S17)', async () => {
    const notices = createNoticeTable(table);
    const claims = await Promise.all(
      [1, 2, 3].map((n) =>
        notices.claim('1', 'over-budget#2026-11-22T10', {
          messageId: `1-0${n}`,
          createdAt: `2026-11-22T10:30:0${n}.000Z`,
        }),
      ),
    );
    expect(new Set(claims.map(({ messageId }) => messageId)).size).toBe(1);
  });
});

describe('suppressions', () => {
  it('are found among many addresses (S16)', async () => {
    const suppressions = createSuppressionTable(table);
    const mail = await knownMail(table, 'gone@kunde.example', 'sent-1');
    await suppressions.suppress(mail, 'hard-bounce', '2026-11-22T10:30:00.000Z');
    const many = Array.from({ length: 230 }, (_, n) => `agent-${n}@shop.example`);
    expect(await suppressions.among([...many, 'gone@kunde.example'])).toEqual(
      new Set(['gone@kunde.example']),
    );
    expect(await suppressions.among([])).toEqual(new Set());
  });

  it('count a soft bounce once for each mail (S16)', async () => {
    const suppressions = createSuppressionTable(table);
    const counts = [];
    for (const id of ['a', 'a', 'b']) {
      const mail = await knownMail(table, 'full@kunde.example', id);
      counts.push(await suppressions.countSoftBounce(mail));
    }
    expect(counts).toEqual([1, 1, 2]);
  });

  it('are not recorded for a person who has been erased (S19)', async () => {
    const suppressions = createSuppressionTable(table);
    const mail = await knownMail(table, 'erased@kunde.example', 'erased');
    await table.removeMany([keys.sentMail('erased')]);
    await suppressions.suppress(mail, 'complaint', '2026-11-22T10:30:00.000Z');
    expect(await suppressions.countSoftBounce(mail)).toBe(0);
    expect((await suppressions.among([mail.recipient])).size).toBe(0);
  });

  it('are not recorded for a mail whose messages were erased (S19)', async () => {
    const suppressions = createSuppressionTable(table);
    const mail = await knownMail(table, 'words@kunde.example', 'words', '1-04');
    const row = { messageId: '1-04', participant: carla, recipient: mail.recipient };
    const waiting = { ...row, decision: 'pending', windowId: '1-words' };
    await table.write(put(anyItem, keys.delivery('1-04', carla), waiting));
    await eraseMessage(
      { items: table, s3: aws.s3, bucket: aws.bucket },
      {
        ...keys.message('1-04'),
        ...{ messageId: '1-04', conversationId: '1', author: { kind: 'user' }, attachments: [] },
      },
    );
    await suppressions.suppress(mail, 'complaint', '2026-11-22T10:30:00.000Z');
    expect((await suppressions.among([mail.recipient])).size).toBe(0);
  });
});

describe('guests', () => {
  it('are listed once, each in their conversation (S11)', async () => {
    const guests = createGuestTable(table);
    await guests.remember('1', 'guest@else.example');
    await guests.remember('1', 'guest@else.example');
    expect(await guests.list('1')).toEqual(['guest@else.example']);
    expect(await guests.list('2')).toEqual([]);
  });
});

describe('deliveries', () => {
  const row = { messageId: '1-01', participant: carla, at: '2026-11-22T10:30:00.000Z' };

  it('keep the first decision about a recipient (S11)', async () => {
    const deliveries = createDeliveryTable(table);
    await deliveries.closeDecisions('1-01', [{ ...row, decision: 'skipped', reason: 'online' }]);
    await deliveries.closeDecisions('1-01', [
      { ...row, decision: 'skipped', reason: 'suppressed' },
    ]);
    await deliveries.putSummaries('1-01', [{ reason: 'not-assigned', count: 12 }], row.at);
    expect(await deliveries.list('1-01')).toEqual([
      { ...row, decision: 'skipped', reason: 'online' },
      { messageId: '1-01', decision: 'skipped', reason: 'not-assigned', count: 12, at: row.at },
    ]);
  });

  it('let a complaint outweigh a bounce, never the other way (S16)', async () => {
    const deliveries = createDeliveryTable(table);
    const about = { ...row, messageId: '1-02' };
    const mail = await knownMail(table, 'carla@kunde.example', 's', '1-02');
    await deliveries.closeDecisions('1-02', [
      { ...about, decision: 'sent', reason: 'agent-replied', sesMessageId: 's' },
    ]);
    const reasons = [];
    for (const reason of ['soft-bounce', 'hard-bounce', 'complaint', 'hard-bounce'] as const) {
      await deliveries.markBounced(mail, reason, row.at);
      reasons.push((await deliveries.list('1-02'))[0]?.reason);
    }
    expect(reasons).toEqual(['soft-bounce', 'hard-bounce', 'complaint', 'complaint']);
  });

  it('mark nothing of a mail that was not sent (S16)', async () => {
    const deliveries = createDeliveryTable(table);
    const mail = await knownMail(table, 'carla@kunde.example', 'none', '1-03');
    await deliveries.markBounced(mail, 'hard-bounce', row.at);
    expect(await deliveries.list('1-03')).toEqual([]);
  });
});
