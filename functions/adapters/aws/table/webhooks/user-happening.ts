import { isDeepStrictEqual } from 'node:util';
import type { Happening } from '../../../../steps/webhooks/ports.ts';
import type { ItemChange } from './item-change.ts';

/** A user was made, or is another than before. */
export function userHappening({ image, before }: ItemChange): Happening | undefined {
  const { userId, createdAt, revision } = image;
  if (!userId?.S || !revision?.N) return undefined;
  const now = new Date().toISOString();
  if (!before) {
    const subject = { type: 'user.created', userId: userId.S } as const;
    return { subject, at: createdAt?.S ?? now };
  }
  const { revision: _revision, ...after } = image;
  const { revision: _former, ...former } = before;
  if (isDeepStrictEqual(after, former)) return undefined;
  const occasion = revision.N;
  const subject = { type: 'user.updated', userId: userId.S, change: 'user', occasion } as const;
  return { subject, at: now };
}
