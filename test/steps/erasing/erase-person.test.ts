import { beforeEach, describe, expect, it } from 'vitest';
import { addressHash } from '../../../functions/conversations/people/address-hash.ts';
import { erasePerson } from '../../../functions/steps/erasing/erase-person.ts';
import type { PersonEraser } from '../../../functions/steps/erasing/ports.ts';
import { requestErasure } from '../../../functions/steps/erasing/request-erasure.ts';
import { eraseWhole, mail, makeWorld, NOW, portsOf, runQueue, type World } from './fake-erasure.ts';

const MINUTE_MS = 60_000;
const CARLA = 'carla@kunde.example';
const FORMER = 'carla@former.example';

let world: World;
beforeEach(() => {
  world = makeWorld();
});
const callsOf = (name: string) => world.calls.filter((call) => call.startsWith(`${name} `));
const leftOver = () => [...world.conversations.values()].flatMap((ids) => [...ids]);

describe('requestErasure', () => {
  it('repeated, returns the running erasure and queues it again (S19)', async () => {
    const ports = portsOf(world);
    expect(await requestErasure('carla', ports)).toBe('e-1');
    expect(await requestErasure('carla', { ...ports, newId: () => 'e-2' })).toBe('e-1');
    expect(world.queued).toEqual([0, 0]);
  });

  it('queues nothing for an unknown user', async () => {
    const ports = portsOf(world);
    const erasures = { ...ports.erasures, begin: async () => undefined };
    expect(await requestErasure('nobody', { ...ports, erasures })).toBeUndefined();
    expect(world.queued).toEqual([]);
  });

  it('counts the person and their addresses among what is removed (S19)', async () => {
    await requestErasure('carla', portsOf(world));
    expect(world.erasure?.removed).toEqual({ users: 1, addresses: 2 });
  });

  it('is looked after at once if its place in the queue is lost', async () => {
    await requestErasure('carla', portsOf(world));
    expect(world.erasure?.lookAt).toBe(NOW);
  });
});

describe('erasePerson', () => {
  it('looks in every round for what is the person’s where a conversation was given away, under every id (S19)', async () => {
    world.user.formerIds = ['mail-1', 'mail-2'];
    await eraseWhole(world);
    const rounds = callsOf('eraseGivenAway');
    expect(new Set(rounds)).toEqual(new Set(['eraseGivenAway carla+mail-1+mail-2']));
    expect(rounds.length).toBeGreaterThanOrEqual(2);
  });

  it('erases the conversations of every user whom the person has taken over (S7, S19)', async () => {
    world.user.formerIds = ['mail-1', 'mail-2'];
    world.conversations.set('mail-1', new Set(['3'])).set('mail-2', new Set(['4']));
    await eraseWhole(world);
    expect(leftOver()).toEqual([]);
    expect(callsOf('eraseRest')).toContain(
      `eraseRest carla+mail-1+mail-2 ${CARLA}+${FORMER} ${CARLA}+${FORMER}`,
    );
  });

  it('erases conversations and mails of every page (S19)', async () => {
    world.conversationsPerPage = 2;
    world.mailsPerPage = 1;
    world.conversations.set('carla', new Set(['1', '2', '3', '4', '5']));
    world.mails = [mail('a', CARLA), mail('b', CARLA), mail('c', FORMER)];
    await eraseWhole(world);
    expect([leftOver(), world.mails]).toEqual([[], []]);
    expect(world.erasure).toMatchObject({
      status: 'done',
      removed: { conversations: 5, mails: 3 },
    });
    expect(callsOf('eraseSentTexts')).toEqual([]);
  });

  it('leaves mail from an address that somebody else has, too (S19)', async () => {
    world.sharedAddresses = [FORMER];
    world.mails = [mail('own', CARLA), mail('shared', FORMER)];
    await eraseWhole(world);
    expect(world.mails.map(({ mailId }) => mailId)).toEqual(['shared']);
    expect(callsOf('eraseRest')).toContain(`eraseRest carla ${CARLA}+${FORMER} ${CARLA}`);
  });

  it('erases what it did not find in its first round, in another (S19)', async () => {
    world.meanwhile.set(`eraseRest carla ${CARLA}+${FORMER} ${CARLA}+${FORMER}`, () => {
      world.conversations.set('carla', new Set(['late']));
      world.mails.push(mail('late', CARLA));
    });
    await eraseWhole(world);
    expect([leftOver(), world.mails]).toEqual([[], []]);
    expect(world.erasure?.status).toBe('done');
  });

  it('goes on until a round finds nothing more, however late something comes (S19)', async () => {
    const last = `eraseRest carla ${CARLA}+${FORMER} ${CARLA}+${FORMER}`;
    world.meanwhile.set(last, () => {
      world.mails.push(mail('late', CARLA));
      world.meanwhile.set(last, () => world.mails.push(mail('later', CARLA)));
    });
    await eraseWhole(world);
    expect(callsOf('eraseMails')).toEqual(['eraseMails late', 'eraseMails later']);
    expect(callsOf('eraseRest')).toHaveLength(4);
  });

  it('ends with the first round that finds nothing more, at the earliest with the second (S19)', async () => {
    await eraseWhole(world);
    expect(callsOf('eraseRest')).toHaveLength(2);
  });

  it('erases 5,000 conversations in a round, and the others in the next (S19)', async () => {
    world.conversationsPerPage = 1_000;
    const many = Array.from({ length: 5_001 }, (_, index) => `${index}`);
    world.conversations.set('carla', new Set(many));
    await eraseWhole(world);
    const collected = world.calls.findIndex((call) => call.startsWith('eraseConversation'));
    expect(world.calls.slice(0, collected)).toHaveLength(5);
    expect(leftOver()).toEqual([]);
  });

  it('waits 5 seconds before another round, for mail that is on its way (S19)', async () => {
    await requestErasure('carla', portsOf(world));
    world.queued = [];
    await erasePerson('e-1', portsOf(world));
    expect(world.queued).toEqual([5]);
  });

  it('is queued again when it has worked for a minute', async () => {
    await requestErasure('carla', portsOf(world));
    world.queued = [];
    world.meanwhile.set('eraseConversation 1', () => {
      world.now += MINUTE_MS;
    });
    await erasePerson('e-1', portsOf(world));
    expect(world.queued).toEqual([0]);
    expect(leftOver()).toEqual(['2']);
  });

  it('is overdue 20 minutes after its last step, so that a lost queue message does not end it (S19)', async () => {
    await requestErasure('carla', portsOf(world));
    await erasePerson('e-1', portsOf(world));
    expect(world.erasure?.lookAt).toBe(NOW + 20 * MINUTE_MS);
  });

  it('leaves a step to the next round if another copy of the function has saved it', async () => {
    await requestErasure('carla', portsOf(world));
    world.queued = [];
    const { erasures, ...ports } = portsOf(world);
    await erasePerson('e-1', { ...ports, erasures: { ...erasures, save: async () => false } });
    expect(world.queued).toEqual([5]);
    await runQueue(world);
    expect(world.erasure?.status).toBe('done');
  });

  it('ends without a trace in the queue if there is no such erasure', async () => {
    await erasePerson('e-1', portsOf(world));
    expect(world.queued).toEqual([]);
  });

  it('keeps nothing that identifies the person when it is done (S19)', async () => {
    await eraseWhole(world);
    expect(JSON.stringify(world.erasure)).not.toMatch(/carla|kunde|former/);
  });
});

describe('a person whose conversation was given to another user', () => {
  beforeEach(() => {
    world.givenAway = ['7-1'];
  });

  it('is erased from mails of ours there in every round, after their messages: one may be on its way (S19)', async () => {
    await eraseWhole(world);
    const rounds = callsOf('eraseGivenAway').length;
    expect(rounds).toBeGreaterThanOrEqual(2);
    expect(callsOf('eraseSentTexts')).toEqual(Array(rounds).fill('eraseSentTexts 7-1'));
    const at = (call: string) => world.calls.indexOf(call);
    expect(at('eraseSentTexts 7-1')).toBeGreaterThan(at('eraseGivenAway carla'));
  });

  it('is erased from them once more by the later look, for one that was sent after the last round (S19)', async () => {
    await eraseWhole(world);
    world.calls.length = 0;
    world.now += 7 * 60 * MINUTE_MS;
    await erasePerson('e-1', portsOf(world));
    expect(callsOf('eraseSentTexts')).toEqual(['eraseSentTexts 7-1']);
  });

  it('is erased from them though the function was killed after it had erased the messages (S19)', async () => {
    world.meanwhile.set('eraseSentTexts 7-1', () => {
      throw new Error('killed');
    });
    await expect(eraseWhole(world)).rejects.toThrow('killed');
    world.queued = [0];
    await runQueue(world);
    expect(callsOf('eraseSentTexts').length).toBeGreaterThanOrEqual(2);
  });
});

describe('a person who wrote as a guest', () => {
  const guest = {
    outcome: 'delivered',
    reason: 'reply',
    conversationId: '9',
    messageId: '9-1',
  } as const;

  it('is erased from mails of ours that quote them, in every round: one may be on its way (S19)', async () => {
    world.mails = [mail('guest', CARLA, guest)];
    await eraseWhole(world);
    const rounds = callsOf('eraseRest').length;
    expect(callsOf('eraseSentTexts').length).toBeGreaterThanOrEqual(rounds);
    expect(new Set(callsOf('eraseSentTexts'))).toEqual(new Set(['eraseSentTexts 9-1']));
  });

  it('is erased from the rows of the other’s messages in every round: a decision may be under way (S19)', async () => {
    world.mails = [mail('guest', CARLA, guest)];
    await eraseWhole(world);
    const erased = callsOf('eraseGuestRows').filter((call) => call.endsWith(`9-1 ${CARLA}`));
    expect(erased).toHaveLength(callsOf('eraseRest').length);
  });

  it('has no texts searched for messages of their own conversations, which are erased whole', async () => {
    world.mails = [mail('own', CARLA, { ...guest, conversationId: '1', messageId: '1-1' })];
    await eraseWhole(world);
    expect(callsOf('eraseSentTexts')).toEqual([]);
  });
});

describe('the later look', () => {
  const HOUR_MS = 60 * MINUTE_MS;
  const DUE = 7 * HOUR_MS;
  const look = async (afterMs: number) => {
    world.now += afterMs;
    await erasePerson('e-1', portsOf(world));
  };
  beforeEach(async () => {
    await eraseWhole(world);
    world.calls = [];
  });

  it('comes seven hours after the erasure, not before (S19)', async () => {
    expect(world.erasure?.lookAt).toBe(world.now + DUE);
    world.mails = [mail('late', CARLA)];
    await look(DUE - 1);
    expect(world.mails).toHaveLength(1);
    await look(1);
    expect(world.mails).toEqual([]);
  });

  it('counts what it finds, and is the last (S19)', async () => {
    world.mails = [mail('late', CARLA), mail('other', 'dora@kunde.example')];
    await look(DUE);
    expect(world.erasure).toMatchObject({ status: 'done', removed: { mails: 1 } });
    expect(world.erasure).not.toHaveProperty('lookAt');
    expect(world.erasure).not.toHaveProperty('laterLook');
    expect(world.mails.map(({ mailId }) => mailId)).toEqual(['other']);
  });

  it('erases every page of mail that came until the end of the erasure, and none of a later owner of the address (S19)', async () => {
    world.mailsPerPage = 1;
    const at = (ms: number) => ({ receivedAt: new Date(ms).toISOString() });
    world.mails = [
      mail('in-time', CARLA, at(world.now)),
      mail('before', CARLA, at(NOW)),
      mail('later', CARLA, at(world.now + 1)),
    ];
    // found by its number in the list: the fake's pages shrink with what is erased
    const ports = portsOf(world);
    const all = [...world.mails];
    const mailsOf: PersonEraser['mailsOf'] = async (hash, cursor = '0') => {
      const items =
        hash === addressHash(CARLA) ? all.slice(Number(cursor), Number(cursor) + 1) : [];
      return Number(cursor) < 2 ? { items, cursor: `${Number(cursor) + 1}` } : { items };
    };
    world.now += DUE;
    const openEraser = () => ({ ...ports.openEraser(), mailsOf });
    await erasePerson('e-1', { ...ports, openEraser });
    expect(world.mails.map(({ mailId }) => mailId)).toEqual(['later']);
  });

  it('erases again what was written into the conversations, and what quotes a guest (S19)', async () => {
    const { laterLook } = world.erasure ?? {};
    if (world.erasure && laterLook) world.erasure.laterLook = { ...laterLook, messageIds: ['9-1'] };
    world.conversations.set('carla', new Set(['1']));
    await look(DUE);
    expect(leftOver()).toEqual([]);
    // until the eraser says that nothing is left
    expect(world.calls.filter((call) => call === 'eraseConversation 1')).toHaveLength(2);
    expect(callsOf('eraseSentTexts')).toEqual(['eraseSentTexts 9-1']);
  });

  it('looks at 25 conversations and 25 messages a step, until none is left (S19)', async () => {
    const { laterLook } = world.erasure ?? {};
    const ids = Array.from({ length: 51 }, (_, index) => `${index}`);
    if (world.erasure && laterLook) {
      world.erasure.laterLook = { ...laterLook, conversationIds: ids, messageIds: ids };
    }
    const steps: number[] = [];
    const looks: (number | undefined)[] = [];
    const { erasures, ...ports } = portsOf(world);
    const save: typeof erasures.save = async (...given) => {
      steps.push(callsOf('eraseConversation').length);
      looks.push(given[1].lookAt);
      return erasures.save(...given);
    };
    world.now += DUE;
    await erasePerson('e-1', { ...ports, erasures: { ...erasures, save } });
    expect(steps).toEqual([25, 50, 51]);
    // a step that is killed is overdue after 20 minutes; after the last one nothing is left to do
    const overdue = world.now + 20 * MINUTE_MS;
    expect(looks).toEqual([overdue, overdue, undefined]);
    expect(callsOf('eraseSentTexts')).toHaveLength(51);
    expect(world.erasure).not.toHaveProperty('laterLook');
  });

  it('is repeated if another copy of the function has saved its step', async () => {
    world.queued = [];
    world.now += DUE;
    const { erasures, ...ports } = portsOf(world);
    await erasePerson('e-1', { ...ports, erasures: { ...erasures, save: async () => false } });
    expect(world.queued).toEqual([5]);
  });
});
