import { addressHash } from '../../../functions/conversations/people/address-hash.ts';
import type { User } from '../../../functions/conversations/people/people.ts';
import { erasePerson } from '../../../functions/steps/erasing/erase-person.ts';
import type { Erasure, PersonEraser } from '../../../functions/steps/erasing/ports.ts';
import { requestErasure } from '../../../functions/steps/erasing/request-erasure.ts';
import type { MailRecord } from '../../../functions/steps/receiving/ports.ts';

export const NOW = Date.UTC(2026, 10, 22, 10, 30);
const iso = (ms: number) => new Date(ms).toISOString();

/** What is stored about people, in memory, and the erasure of one of them. */
export interface World {
  now: number;
  user: User;
  sharedAddresses: string[];
  /** Ids of conversations, by the id of their user. */
  conversations: Map<string, Set<string>>;
  conversationsPerPage: number;
  mails: MailRecord[];
  mailsPerPage: number;
  /** The person's first messages of conversations that were given to another user. */
  givenAway: string[];
  erasure: Erasure | undefined;
  queued: number[];
  /** What the eraser was asked for, in order: `"eraseConversation 1"`. */
  calls: string[];
  /** Happens before the call of this text. */
  meanwhile: Map<string, () => void>;
}

export const makeWorld = (): World => ({
  now: NOW,
  user: {
    userId: 'carla',
    email: 'carla@kunde.example',
    formerEmails: ['carla@former.example'],
    emailNotifications: true,
  },
  sharedAddresses: [],
  conversations: new Map([['carla', new Set(['1', '2'])]]),
  conversationsPerPage: 10,
  mails: [],
  mailsPerPage: 10,
  givenAway: [],
  erasure: undefined,
  queued: [],
  calls: [],
  meanwhile: new Map(),
});

export const mail = (mailId: string, from: string, more: Partial<MailRecord> = {}): MailRecord =>
  ({
    mailId,
    from,
    receivedAt: iso(NOW),
    outcome: 'ignored',
    reason: 'no-conversation',
    ...more,
  }) as MailRecord;

const pageOf = <Item>(items: Item[], perPage: number, cursor = '0') => {
  const end = Number(cursor) + perPage;
  const page = { items: items.slice(Number(cursor), end) };
  return end < items.length ? { ...page, cursor: `${end}` } : page;
};

function openEraser(world: World): PersonEraser {
  const removed: PersonEraser['removed'] = {};
  const called = (...call: string[]) => {
    const text = call.join(' ');
    world.calls.push(text);
    const happen = world.meanwhile.get(text);
    world.meanwhile.delete(text);
    happen?.();
  };
  return {
    removed,
    async conversationsOf(userId, cursor) {
      called('conversationsOf', userId);
      return pageOf(
        [...(world.conversations.get(userId) ?? [])],
        world.conversationsPerPage,
        cursor,
      );
    },
    async eraseConversation(id) {
      called('eraseConversation', id);
      const owners = [...world.conversations.values()].filter((ids) => ids.delete(id));
      removed.conversations = (removed.conversations ?? 0) + owners.length;
      return owners.length === 0;
    },
    mailsOf: async (hash, cursor) =>
      pageOf(
        world.mails.filter(({ from }) => addressHash(from) === hash),
        world.mailsPerPage,
        cursor,
      ),
    async eraseMails(mails) {
      if (mails.length > 0) called('eraseMails', mails.map(({ mailId }) => mailId).join('+'));
      world.mails = world.mails.filter((one) => !mails.includes(one));
      removed.mails = (removed.mails ?? 0) + mails.length;
    },
    eraseGuestRows: async (messageIds, address) =>
      called('eraseGuestRows', messageIds.join('+'), address),
    eraseSentTexts: async (messageId) => called('eraseSentTexts', messageId),
    firstGivenAway: async () => [...world.givenAway],
    async eraseGivenAway(userIds) {
      called('eraseGivenAway', userIds.join('+'));
      removed.messages = world.givenAway.splice(0).length;
    },
    eraseRest: async (userIds, addresses, own) =>
      called('eraseRest', userIds.join('+'), addresses.join('+'), own.join('+')),
  };
}

export function portsOf(world: World) {
  return {
    clock: { now: () => world.now },
    newId: () => 'e-1',
    openEraser: () => openEraser(world),
    erasureQueue: { put: async (_id: string, delay: number) => void world.queued.push(delay) },
    erasures: {
      async begin(_id: string, plan: (user: User, shared: string[]) => Erasure) {
        if (world.erasure) return undefined;
        world.erasure = plan(world.user, world.sharedAddresses);
        return world.erasure;
      },
      running: async () => (world.erasure?.work ? world.erasure.erasureId : undefined),
      find: async () => world.erasure,
      async save(before: Erasure, after: Erasure) {
        if (world.erasure?.revision !== before.revision) return false;
        world.erasure = after;
        return true;
      },
      listOverdue: async () => [],
    },
  };
}

/** Requests the erasure, and runs it until its queue is empty. */
export async function eraseWhole(world: World): Promise<void> {
  const ports = portsOf(world);
  await requestErasure('carla', ports);
  await runQueue(world);
}

export async function runQueue(world: World): Promise<void> {
  for (let turn = 0; turn < 1_000; turn += 1) {
    const delay = world.queued.shift();
    if (delay === undefined) return;
    world.now += delay * 1_000;
    await erasePerson('e-1', portsOf(world));
  }
}
