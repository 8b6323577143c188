import { describe, expect, it } from 'vitest';
import { createDeliveryTable } from '../../../../../functions/adapters/aws/table/notifying/delivery-table.ts';
import { openTable } from '../../../../../functions/adapters/aws/table/open-table.ts';
import { createSentMailTable } from '../../../../../functions/adapters/aws/table/sending/sent-mail-table.ts';
import { createWindowTable } from '../../../../../functions/adapters/aws/table/sending/window-table.ts';
import type { GroupingWindow } from '../../../../../functions/steps/sending/ports.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { connectAws } from '../../../../support/start-aws.ts';
import { carla, claimed, NOW, openScenes, record } from './window-scene.ts';

const { aws, table } = await awsOfFile();
const scene = await openScenes(table);

describe('recordSent', () => {
  it('serves rows, SES id, text and thread with one write (S11, S15)', async () => {
    const { entry, windowTable, conversationId } = scene(10);
    const window = (await windowTable.enter(entry(1))) as GroupingWindow;
    await windowTable.enter(entry(2));
    const claim = await claimed(windowTable, window, NOW + 10_000);
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
    expect(await sentMails.sentTo(conversationId, [carla])).toMatchObject([
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
    const { lease } = await claimed(windowTable, window);
    const paused = { decision: 'failed', reason: 'account-paused' } as const;
    const listed = async () =>
      (await createDeliveryTable(table).list(entry(1).messageId))[0]?.reason;
    await windowTable.decide(window, lease, ids, paused, '2026-11-22T10:00:00.000Z');
    expect(await listed()).toBe('account-paused');
    await windowTable.recordSent(record(window, 'ses-paused'));
    await windowTable.decide(window, lease, ids, paused, '2026-11-22T10:00:02.000Z');
    expect(await listed()).toBe('agent-replied');
  });
});
