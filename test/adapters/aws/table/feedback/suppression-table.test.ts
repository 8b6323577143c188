import { beforeAll, describe, expect, it } from 'vitest';
import { eraseMessage } from '../../../../../functions/adapters/aws/table/erasing/erase-message.ts';
import { Erasing } from '../../../../../functions/adapters/aws/table/erasing/erasing.ts';
import { createSuppressionTable } from '../../../../../functions/adapters/aws/table/feedback/suppression-table.ts';
import { keyedItem } from '../../../../../functions/adapters/aws/table/item-kind.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { put, update } from '../../../../../functions/adapters/aws/table/write.ts';
import { anyItem } from '../../../../support/any-item.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { knownMail } from '../../../../support/known-mail.ts';
import { standing } from '../../../../support/standing.ts';

const carla = { kind: 'user', id: 'carla' } as const;

const { aws, table } = await awsOfFile();

beforeAll(async () => {
  await standing(table, ['1'], ['01', '02', '03', '04', '05']);
});

describe('suppressions', () => {
  it('are found among many addresses (S16)', async () => {
    const suppressions = createSuppressionTable(table);
    const mail = await knownMail(table, 'gone@kunde.example', 'sent-1');
    await suppressions.suppress(mail, 'hard-bounce', '2026-11-22T10:30:00.000Z');
    const many = Array.from({ length: 230 }, (_, n) => `agent-${n}@shop.example`);
    const found = await suppressions.among([...many, 'gone@kunde.example']);
    expect([...found.keys()]).toEqual(['gone@kunde.example']);
    expect(await suppressions.among([])).toEqual(new Map());
  });

  it.each([
    ['hard-bounce', 'complaint'],
    ['complaint', 'hard-bounce'],
  ] as const)(
    'are by a complaint if there was one, whichever comes first (S16): %s, %s',
    async (first, second) => {
      const suppressions = createSuppressionTable(table);
      const address = `${first}@kunde.example`;
      const mail = await knownMail(table, address, `both-${first}`);
      await suppressions.suppress(mail, first, '2026-11-22T10:30:00.000Z');
      await suppressions.suppress(mail, second, '2026-11-22T10:31:00.000Z');
      await suppressions.suppress(mail, first, '2026-11-22T10:32:00.000Z');
      const at = first === 'complaint' ? '10:30' : '10:31';
      expect((await suppressions.among([address])).get(address)).toEqual({
        address,
        reason: 'complaint',
        at: `2026-11-22T${at}:00.000Z`,
      });
    },
  );

  it('count a soft bounce once for each mail (S16)', async () => {
    const suppressions = createSuppressionTable(table);
    const counts = [];
    for (const id of ['a', 'a', 'b']) {
      const mail = await knownMail(table, 'full@kunde.example', id);
      counts.push(await suppressions.countSoftBounce(mail));
    }
    expect(counts).toEqual([1, 1, 2]);
  });

  it('count soft bounces from the beginning once the count has expired, though it is still there (S16)', async () => {
    const suppressions = createSuppressionTable(table);
    const count = async (id: string) =>
      suppressions.countSoftBounce(await knownMail(table, 'late@kunde.example', id));
    await count('long-ago');
    const nowSeconds = Math.floor(Date.now() / 1000);
    const key = keys.softBounces('late@kunde.example');
    await table.write(update(keyedItem, key, { set: { expiresAt: nowSeconds - 1 } }));
    expect(await count('now')).toBe(1);
    expect(await count('then')).toBe(2);
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
    await eraseMessage(new Erasing({ items: table, s3: aws.s3, bucket: aws.bucket }), {
      ...keys.message('1-04'),
      ...{ messageId: '1-04', conversationId: '1', author: { kind: 'user' }, attachments: [] },
    });
    await suppressions.suppress(mail, 'complaint', '2026-11-22T10:30:00.000Z');
    expect((await suppressions.among([mail.recipient])).size).toBe(0);
  });
});
