import { beforeEach, describe, expect, it } from 'vitest';
import { issueToken } from '../../../functions/conversations/signals/token.ts';
import { receiveMail } from '../../../functions/steps/receiving/receive-mail.ts';
import {
  arrive,
  fakePorts,
  KEYS,
  MAIL_TO_CARLA,
  makeWorld,
  type World,
} from '../../support/fake-receive-ports.ts';

const token = issueToken(KEYS, 'address', '2457', { kind: 'user', id: 'carla' });
const automatic = { 'Auto-Submitted': 'auto-replied' };

let world: World;
beforeEach(() => {
  world = makeWorld();
  world.sent.push(MAIL_TO_CARLA);
});

const receive = (headers: Record<string, string>) =>
  receiveMail(arrive(world, headers), fakePorts(world));

describe('nameConversation', () => {
  it('records the conversation of an automatic answer, so that an erasure finds the answer (S5, S19)', async () => {
    const byToken = await receive({ ...automatic, To: `support+${token}@piping.example` });
    const bySesId = await receive({
      ...automatic,
      'In-Reply-To': '<0102-abc@eu-west-1.amazonses.com>',
    });
    for (const record of [byToken, bySesId]) {
      expect(record).toMatchObject({ outcome: 'ignored', conversationId: '2457' });
    }
    expect(world.messages).toEqual([]);
  });

  it('names no erased conversation', async () => {
    world.conversations = [];
    const record = await receive({ ...automatic, To: `support+${token}@piping.example` });
    expect(record?.conversationId).toBeUndefined();
  });

  it.each([
    [5, '2457'],
    [6, undefined],
  ])(
    'looks up the five nearest ids of SES: as the %ith it names %s',
    async (place, conversationId) => {
      const ids = Array.from(
        { length: place - 1 },
        (_, n) => `<other-${n}@eu-west-1.amazonses.com>`,
      );
      const References = ['<0102-abc@eu-west-1.amazonses.com>', ...ids].join(' ');
      expect((await receive({ ...automatic, References }))?.conversationId).toBe(conversationId);
    },
  );

  it('counts no wrong codes', async () => {
    await receive({
      ...automatic,
      To: '"Support Board | LC2457-000000" <support@piping.example>',
    });
    expect(world.wrongCodes.size).toBe(0);
  });
});
