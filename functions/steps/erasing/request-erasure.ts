import type { ErasureQueue, ErasureStore } from './ports.ts';

/**
 * Begins the erasure of a person: from now on they are unknown (S19). The same request again gives the erasure that is at work, and asks
 * the queue again. Undefined: there is no such user.
 */
export async function requestErasure(
  userId: string,
  ports: { erasures: ErasureStore; erasureQueue: ErasureQueue; newId: () => string },
): Promise<string | undefined> {
  const begun = await ports.erasures.begin(userId, ports.newId());
  const erasureId = begun ?? (await ports.erasures.running(userId));
  if (erasureId !== undefined) await ports.erasureQueue.put(erasureId, 0);
  return erasureId;
}
