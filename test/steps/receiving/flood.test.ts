import { beforeEach, describe, expect, it } from 'vitest';
import type { Verdicts } from '../../../functions/mail/message.ts';
import { receiveMail } from '../../../functions/steps/receiving/receive-mail.ts';
import { arrive, fakePorts, makeWorld, type World } from '../../support/fake-receive-ports.ts';

let world: World;
beforeEach(() => {
  world = makeWorld();
  world.settings['convert-all-emails'] = 'on';
  world.settings['new-conversations-per-hour'] = '2';
});
const open = (verdicts: Verdicts, n: number, text = `Text ${n}`) =>
  receiveMail(
    arrive(world, { From: `p${n}@x.example` }, text, {
      verdicts: { virus: 'PASS', ...verdicts },
    }),
    fakePorts(world),
  );

describe('a flood of first mails', () => {
  it('is held beyond the limit, except authenticated mails (S7)', async () => {
    const fates: unknown[] = [];
    for (const n of [1, 2, 3]) fates.push((await open({}, n))?.reason);
    expect(fates).toEqual(['new-conversation', 'new-conversation', 'too-many-new-conversations']);
    const proved = await open({ spf: 'PASS', spfDomain: 'x.example' }, 4);
    expect(proved).toMatchObject({ outcome: 'delivered', reason: 'new-conversation' });
  });

  it('is counted by what is opened: mails without text open nothing (S7, S12)', async () => {
    const fates: unknown[] = [];
    for (const n of [1, 2, 3]) fates.push((await open({}, n, ''))?.reason);
    expect(fates).toEqual(['empty', 'empty', 'empty']);
    expect(await open({}, 4)).toMatchObject({ outcome: 'delivered', reason: 'new-conversation' });
  });
});
