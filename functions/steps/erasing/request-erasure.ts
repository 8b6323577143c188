import { ownAddresses } from '../../conversations/people/own-addresses.ts';
import type { User } from '../../conversations/people/people.ts';
import type { Clock } from '../ports.ts';
import type { Erasure, ErasureQueue, ErasureStore } from './ports.ts';

/**
 * Begins the erasure of a person, who is unknown from now on (S19). Idempotent: repeated, it returns the running erasure and queues it
 * again. Undefined: no such user.
 */
export async function requestErasure(
  userId: string,
  ports: {
    clock: Clock;
    erasures: ErasureStore;
    erasureQueue: ErasureQueue;
    newId: () => string;
  },
): Promise<string | undefined> {
  const { clock, erasures, erasureQueue, newId } = ports;
  const begun = await erasures.begin(userId, (user, sharedAddresses) =>
    planErasure(user, { erasureId: newId(), sharedAddresses, nowMs: clock.now() }),
  );
  const erasureId = begun?.erasureId ?? (await erasures.running(userId));
  if (erasureId !== undefined) await erasureQueue.put(erasureId, 0);
  return erasureId;
}

/** The erasure's work is all that is kept of the person until it is done: their ids and addresses. */
export function planErasure(
  user: User,
  given: { erasureId: string; sharedAddresses: string[]; nowMs: number },
): Erasure {
  const { erasureId, sharedAddresses, nowMs } = given;
  const { userId, formerIds = [] } = user;
  const addresses = ownAddresses(user);
  return {
    erasureId,
    revision: 1,
    status: 'running',
    removed: { users: 1, ...(addresses.length > 0 && { addresses: addresses.length }) },
    lookAt: nowMs,
    work: {
      userIds: [userId, ...formerIds],
      addresses,
      sharedAddresses,
      round: 1,
      phase: 'collect',
      idsDone: 0,
      conversationIds: [],
      erased: 0,
      addressesDone: 0,
      messageIds: [],
      givenAwayIds: [],
      removedBefore: 0,
    },
  };
}
