import { ownAddresses } from '../../conversations/own-addresses.ts';
import type { User } from '../../conversations/people.ts';
import type { Clock } from '../ports.ts';
import type { Erasure, ErasureQueue, ErasureStore } from './ports.ts';

/**
 * Begins the erasure of a person: from now on they are unknown (S19). The same request again gives the erasure that is at work, and asks
 * the queue again. Undefined: there is no such user.
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

/** Of the person, only the work to be done stays: who they were and where they could be found. */
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
      userId,
      ...(formerIds.length > 0 && { formerIds }),
      addresses,
      sharedAddresses,
      round: 1,
      phase: 'collect',
      conversationIds: [],
      erased: 0,
      addressesDone: 0,
      messageIds: [],
      removedBefore: 0,
    },
  };
}
