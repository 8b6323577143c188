import { describe, expect, it } from 'vitest';
import { erasePerson } from '../../../functions/steps/erasing/erase-person.ts';
import type { Erasure } from '../../../functions/steps/erasing/ports.ts';
import { requestErasure } from '../../../functions/steps/erasing/request-erasure.ts';
import { mail, makeWorld, portsOf, type World } from './fake-erasure.ts';

/** What an item of DynamoDB holds. */
const MAX_ITEM_OCTETS = 400_000;
const PER_PAGE = 500;

/** A number as long as they get. */
const numberOf = (n: number) => String(9_000_000_000 + n);

/** Octets of the lists in the item, as DynamoDB counts them: of each element its text, and one more. */
const octetsOf = ({ work, laterLook }: Erasure): number =>
  [work, laterLook]
    .flatMap((one) => (one ? [one.conversationIds, one.messageIds] : []))
    .reduce((sum, ids) => sum + ids.length * (1 + (ids[0]?.length ?? 0)), 0);

/** Runs the erasure to its end; returns the largest item that a round ended with, in octets. */
async function largestItem(world: World): Promise<number> {
  await requestErasure('carla', portsOf(world));
  let largest = 0;
  while (world.queued.shift() !== undefined && world.erasure) {
    await erasePerson('e-1', portsOf(world));
    largest = Math.max(largest, octetsOf(world.erasure));
  }
  return largest;
}

describe('the erasure of a person of whom very much is stored', () => {
  it('erases more conversations than an item has room for their numbers (S19)', async () => {
    const world = { ...makeWorld(), conversationsPerPage: PER_PAGE };
    const ids = new Set(Array.from({ length: 40_000 }, (_, n) => numberOf(n)));
    world.conversations.set('carla', ids);
    expect(await largestItem(world)).toBeLessThan(MAX_ITEM_OCTETS);
    expect([world.erasure?.status, ids.size]).toEqual(['done', 0]);
  });

  /** Mails of a guest, each in the conversation that `conversationOf` tells. */
  const guestMails = (conversationOf: (n: number) => string) =>
    Array.from({ length: 2_600 }, (_, n) => {
      const conversationId = conversationOf(n);
      const messageId = `${conversationId}-${String(n).padStart(26, '0')}`;
      return mail(`mail-${n}`, 'carla@kunde.example', { conversationId, messageId });
    });
  const forgotten = (world: World) =>
    world.calls.filter((call) => call.startsWith('eraseSentTexts '));

  it('forgets the texts in every conversation of a guest, and keeps 2,000 of them (S19)', async () => {
    const world = { ...makeWorld(), mailsPerPage: PER_PAGE, mails: guestMails(numberOf) };
    expect(await largestItem(world)).toBeLessThan(2_001 * (1 + 37));
    expect([world.erasure?.status, new Set(forgotten(world)).size]).toEqual(['done', 2_600]);
  });

  it('goes through the mails of a conversation once in a round, whatever a guest wrote there (S19)', async () => {
    const world = makeWorld();
    world.mails = guestMails(() => '9');
    await largestItem(world);
    const rounds = world.calls.filter((call) => call.startsWith('eraseRest ')).length;
    expect(forgotten(world).length).toBeLessThanOrEqual(rounds);
    expect(forgotten(world)).toContain(`eraseSentTexts 9-${'0'.repeat(26)}`);
  });
});
