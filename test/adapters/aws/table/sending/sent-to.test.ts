import { describe, expect, it } from 'vitest';
import { createSentMailTable } from '../../../../../functions/adapters/aws/table/sending/sent-mail-table.ts';
import type { Participant } from '../../../../../functions/conversations/people/people.ts';
import type { GroupingWindow } from '../../../../../functions/steps/sending/ports.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { carla, openScenes, record, type Scene } from './window-scene.ts';

const { table } = await awsOfFile();
const scene = await openScenes(table);

describe('sentTo', () => {
  const anna = { kind: 'agent', id: 'anna' } as const;

  /** Sends the n-th message to this person. */
  async function mail({ entry, windowTable }: Scene, n: number, to: Participant) {
    const window = (await windowTable.enter({ ...entry(n), participant: to })) as GroupingWindow;
    await windowTable.recordSent(record(window, `${to.id}-${window.windowId}`));
  }
  const threadOf = async ({ conversationId }: Scene, ...former: Participant[]) =>
    (await createSentMailTable(table).sentTo(conversationId, [carla, ...former])).map(
      ({ messageId }) => messageId,
    );
  const wireId = ({ entry }: Scene, n: number) =>
    `<carla-${entry(n).messageId}@eu-west-1.amazonses.com>`;

  it('gives the mails of one recipient, oldest first', async () => {
    const given = scene(0);
    for (const n of [1, 2, 3]) {
      await mail(given, n, carla);
      await mail(given, n, anna);
    }
    expect(await threadOf(given)).toEqual([1, 2, 3].map((n) => wireId(given, n)));
  });

  it('gives those to the user’s former id, too (S7)', async () => {
    const given = scene(0);
    const former = { kind: 'user', id: 'mail-1' } as const;
    await mail(given, 1, former);
    await mail(given, 2, carla);
    const wireIdOfFormer = wireId(given, 1).replace('carla', 'mail-1');
    expect(await threadOf(given, former)).toEqual([wireIdOfFormer, wireId(given, 2)]);
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
});
