import { addCounts, type ErasedCounts } from '../../conversations/erased-counts.ts';
import { addressHash } from '../../conversations/people/address-hash.ts';
import type { Clock } from '../ports.ts';
import type { MailRecord } from '../receiving/ports.ts';
import {
  firstInEach,
  LATER_LOOK_MS,
  lookAgain,
  planLaterLook,
  quotedElsewhere,
  unsharedAddresses,
} from './look-again.ts';
import type { Erasure, ErasureQueue, ErasureStore, ErasureWork, PersonEraser } from './ports.ts';

/** Working time of one call. The function has two minutes, because the last step may run over. */
const WORK_MS = 60_000;
/** Time for mails that are being sent or received when a round ends: the next round finds them. */
const ROUND_PAUSE_SECONDS = 5;
const LEAST_ROUNDS = 2;
/** An erasure without progress for this long has lost its place in the queue: `reconcile` queues it again. */
const OVERDUE_AFTER_MS = 20 * 60_000;
/** Conversations of one round; further ones wait for the next round. An item holds 400 KB, and the number of a conversation takes 14 octets. */
const MAX_CONVERSATIONS = 5_000;
/** Others' conversations of each kind that later steps look at again; a message's id takes 40 octets. */
const MAX_CONVERSATIONS_ELSEWHERE = 2_000;

export interface ErasePersonPorts {
  clock: Clock;
  erasures: ErasureStore;
  /** A new eraser for each step. */
  openEraser(): PersonEraser;
  erasureQueue: ErasureQueue;
}

/** Continues an erasure step by step, and queues it again when the working time is over. Idempotent: may be called again at any point. */
export async function erasePerson(erasureId: string, ports: ErasePersonPorts): Promise<void> {
  const deadline = ports.clock.now() + WORK_MS;
  const mayGoOn = () => ports.clock.now() < deadline;
  for (;;) {
    const advanced = await advance(erasureId, ports);
    if (advanced === 'ended') return;
    if (advanced === 'next-round') return ports.erasureQueue.put(erasureId, ROUND_PAUSE_SECONDS);
    if (!mayGoOn()) return ports.erasureQueue.put(erasureId, 0);
  }
}

/**
 * Does one step and saves it. `ended`: nothing to do now. If the save fails, another copy of the function is at work, or this one's save
 * succeeded and its answer was lost: the next round finds out.
 */
async function advance(
  erasureId: string,
  { erasures, openEraser, clock }: ErasePersonPorts,
): Promise<'next-step' | 'next-round' | 'ended'> {
  const erasure = await erasures.find(erasureId);
  if (!erasure) return 'ended';
  const { work: before } = erasure;
  const eraser = openEraser();
  if (!before) return advanceLaterLook(erasure, eraser, { erasures, clock });
  const work = await takeStep(before, erasure.removed, eraser);
  const now = clock.now();
  const isSaved = await erasures.save(erasure, {
    ...following(erasure, eraser.removed),
    status: work ? 'running' : 'done',
    ...(work
      ? { work, lookAt: now + OVERDUE_AFTER_MS }
      : { laterLook: planLaterLook(before, now), lookAt: now + LATER_LOOK_MS }),
  });
  if (!isSaved) return 'next-round';
  if (!work) return 'ended';
  return work.round > before.round ? 'next-round' : 'next-step';
}

async function advanceLaterLook(
  erasure: Erasure,
  eraser: PersonEraser,
  { erasures, clock }: Pick<ErasePersonPorts, 'erasures' | 'clock'>,
): Promise<'next-step' | 'next-round' | 'ended'> {
  const { laterLook: look } = erasure;
  if (!look || look.dueAt > clock.now()) return 'ended';
  const laterLook = await lookAgain(look, eraser);
  const isSaved = await erasures.save(erasure, {
    ...following(erasure, eraser.removed),
    status: 'done',
    ...(laterLook && { laterLook, lookAt: clock.now() + OVERDUE_AFTER_MS }),
  });
  if (!isSaved) return 'next-round';
  return laterLook ? 'next-step' : 'ended';
}

const following = ({ erasureId, revision, removed }: Erasure, more: ErasedCounts) => ({
  erasureId,
  revision: revision + 1,
  removed: addCounts(removed, more),
});

/** The work that is left; undefined: the erasure is done. */
function takeStep(
  work: ErasureWork,
  removedEarlier: ErasedCounts,
  eraser: PersonEraser,
): Promise<ErasureWork | undefined> {
  switch (work.phase) {
    case 'collect':
      return collect(work, eraser);
    case 'conversations':
      return eraseNextConversation(work, eraser);
    case 'mails':
      return erasePageOfMails(work, eraser);
    case 'person':
      return endRound(work, removedEarlier, eraser);
  }
}

const isFull = (conversationIds: string[]) => conversationIds.length >= MAX_CONVERSATIONS;

async function collect(work: ErasureWork, eraser: PersonEraser): Promise<ErasureWork> {
  const { cursor: start, ...rest } = work;
  const id = work.userIds[work.idsDone];
  if (id === undefined) return { ...rest, phase: 'conversations' };
  const { items, cursor } = await eraser.conversationsOf(id, start);
  const conversationIds = [...new Set([...work.conversationIds, ...items])];
  const next = { ...rest, conversationIds };
  if (isFull(conversationIds)) return { ...next, phase: 'conversations' };
  return cursor === undefined ? { ...next, idsDone: work.idsDone + 1 } : { ...next, cursor };
}

async function eraseNextConversation(
  work: ErasureWork,
  eraser: PersonEraser,
): Promise<ErasureWork> {
  const conversationId = work.conversationIds[work.erased];
  if (conversationId === undefined) return { ...work, phase: 'mails' };
  const isDone = await eraser.eraseConversation(conversationId);
  return isDone ? { ...work, erased: work.erased + 1 } : work;
}

/** Mails from the person's addresses, whatever their outcome; mails of their conversations are already erased. */
async function erasePageOfMails(work: ErasureWork, eraser: PersonEraser): Promise<ErasureWork> {
  const address = unsharedAddresses(work)[work.addressesDone];
  if (address === undefined) return noteGivenAway(work, eraser);
  const { items, cursor } = await eraser.mailsOf(addressHash(address), work.cursor);
  await eraser.eraseMails(items);
  // also those of earlier rounds: a decision under way then may have stored its rows since
  const allIds = firstInEach([...work.messageIds, ...guestMessagesOf(items, work)]);
  await eraser.eraseGuestRows(allIds, address);
  const messageIds = allIds.slice(-MAX_CONVERSATIONS_ELSEWHERE);
  const { cursor: _cursor, ...rest } = work;
  return cursor === undefined
    ? { ...rest, messageIds, addressesDone: work.addressesDone + 1 }
    : { ...rest, messageIds, cursor };
}

const guestMessagesOf = (mails: MailRecord[], { conversationIds }: ErasureWork): string[] =>
  mails.flatMap(({ messageId, conversationId = '' }) =>
    messageId === undefined || conversationIds.includes(conversationId) ? [] : [messageId],
  );

/** Before these messages are erased: they lead to the texts of our mails that quote them. */
async function noteGivenAway(work: ErasureWork, eraser: PersonEraser): Promise<ErasureWork> {
  const found = await eraser.firstGivenAway(work.userIds);
  const allIds = [...new Set([...work.givenAwayIds, ...found])];
  return { ...work, givenAwayIds: allIds.slice(-MAX_CONVERSATIONS_ELSEWHERE), phase: 'person' };
}

async function endRound(
  work: ErasureWork,
  removedEarlier: ErasedCounts,
  eraser: PersonEraser,
): Promise<ErasureWork | undefined> {
  await eraser.eraseGivenAway(work.userIds);
  // also of messages that earlier rounds erased: a mail being sent then may have stored its text since
  for (const id of quotedElsewhere(work)) await eraser.eraseSentTexts(id);
  await eraser.eraseRest(work.userIds, work.addresses, unsharedAddresses(work));
  const removed = sumOf(removedEarlier) + sumOf(eraser.removed);
  const hasFoundMore = removed > work.removedBefore;
  if (work.round >= LEAST_ROUNDS && !hasFoundMore) return undefined;
  return {
    ...work,
    round: work.round + 1,
    phase: 'collect',
    // a full list makes room for the conversations that it had no room for
    conversationIds: isFull(work.conversationIds) ? [] : work.conversationIds,
    idsDone: 0,
    erased: 0,
    addressesDone: 0,
    removedBefore: removed,
  };
}

const sumOf = (counts: ErasedCounts) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
