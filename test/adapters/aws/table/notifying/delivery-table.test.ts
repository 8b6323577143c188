import { beforeAll, describe, expect, it } from 'vitest';
import { createDeliveryTable } from '../../../../../functions/adapters/aws/table/notifying/delivery-table.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { knownMail } from '../../../../support/known-mail.ts';
import { standing } from '../../../../support/standing.ts';

const carla = { kind: 'user', id: 'carla' } as const;

const { table } = await awsOfFile();

beforeAll(async () => {
  await standing(table, ['1'], ['01', '02', '03', '04', '05']);
});

describe('deliveries', () => {
  const row = { messageId: '1-01', participant: carla, at: '2026-11-22T10:30:00.000Z' };

  it('keep the first decision about a recipient (S11)', async () => {
    const deliveries = createDeliveryTable(table);
    await deliveries.putSummaries('1-01', [{ reason: 'not-assigned', count: 12 }], row.at);
    await deliveries.closeDecisions('1-01', [{ ...row, decision: 'skipped', reason: 'online' }]);
    await deliveries.closeDecisions('1-01', [
      { ...row, decision: 'skipped', reason: 'suppressed' },
    ]);
    await deliveries.putSummaries('1-01', [{ reason: 'online', count: 3 }], row.at);
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
