import { addressHash } from '../../conversations/address-hash.ts';
import { addCounts, type ErasedCounts, eraseEach } from '../../conversations/erased-counts.ts';
import type { Clock } from '../ports.ts';
import type { MailRecord } from '../receiving/ports.ts';
import {
  eraseOwnMail,
  LATER_LOOK_MS,
  lookAgain,
  planLaterLook,
  unsharedAddresses,
} from './look-again.ts';
import type { Erasure, ErasureQueue, ErasureStore, ErasureWork, PersonEraser } from './ports.ts';

/** Time for one call; the function has two minutes, and the last step may take some of it. */
const WORK_MS = 60_000;
/** Mails that were being sent or received when the erasure began have ended until the next round looks. */
const ROUND_PAUSE_SECONDS = 5;
const LEAST_ROUNDS = 2;
/** Whoever has not gone on after this time has lost its place in the queue: `reconcile` gives it another. */
const OVERDUE_AFTER_MS = 20 * 60_000;
/** Conversations of one round; more are left to the next. */
const MAX_CONVERSATIONS = 5_000;

export interface ErasePersonPorts {
  clock: Clock;
  erasures: ErasureStore;
  eraser: PersonEraser;
  erasureQueue: ErasureQueue;
}

/** A step's outcome: what it removed, and how far the work is; without work the erasure is done. */
interface Progress {
  removed: ErasedCounts;
  work?: ErasureWork;
}

/** Goes on with an erasure, step by step, and asks the queue for more time when its own is over. May be called again at any point. */
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
 * One step, and the note of it. `ended`: nothing is to be done now. A note that was not taken is looked at again in the next round: another copy of the
 * function is at work, or this one noted it and the table's answer was lost.
 */
async function advance(
  erasureId: string,
  { erasures, eraser, clock }: ErasePersonPorts,
): Promise<'next-step' | 'next-round' | 'ended'> {
  const erasure = await erasures.find(erasureId);
  if (!erasure) return 'ended';
  const { work: before } = erasure;
  if (!before) return advanceLaterLook(erasure, { erasures, eraser, clock });
  const { removed, work } = await takeStep(before, erasure.removed, eraser);
  const now = clock.now();
  const isSaved = await erasures.save(erasure, {
    ...following(erasure, removed),
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
  { erasures, eraser, clock }: Pick<ErasePersonPorts, 'erasures' | 'eraser' | 'clock'>,
): Promise<'next-step' | 'next-round' | 'ended'> {
  const { laterLook: look } = erasure;
  if (!look || look.dueAt > clock.now()) return 'ended';
  const { removed, laterLook } = await lookAgain(look, eraser);
  const isSaved = await erasures.save(erasure, {
    ...following(erasure, removed),
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

function takeStep(
  work: ErasureWork,
  removed: ErasedCounts,
  eraser: PersonEraser,
): Promise<Progress> {
  switch (work.phase) {
    case 'collect':
      return collect(work, eraser);
    case 'conversations':
      return eraseNextConversation(work, eraser);
    case 'mails':
      return erasePageOfMails(work, eraser);
    case 'person':
      return endRound(work, removed, eraser);
  }
}

/** Every id of the person: theirs, and those of users whom they have taken over. */
const idsOf = ({ userId, formerIds = [] }: ErasureWork) => [userId, ...formerIds];

async function collect(work: ErasureWork, eraser: PersonEraser): Promise<Progress> {
  const { cursor: start, idsDone = 0, ...rest } = work;
  const id = idsOf(work)[idsDone];
  if (id === undefined) return { removed: {}, work: { ...rest, phase: 'conversations' } };
  const { items, cursor } = await eraser.conversationsOf(id, start);
  const conversationIds = [...new Set([...work.conversationIds, ...items])];
  const next = { ...rest, conversationIds };
  if (conversationIds.length >= MAX_CONVERSATIONS) {
    return { removed: {}, work: { ...next, phase: 'conversations' } };
  }
  return {
    removed: {},
    work: cursor === undefined ? { ...next, idsDone: idsDone + 1 } : { ...next, idsDone, cursor },
  };
}

async function eraseNextConversation(work: ErasureWork, eraser: PersonEraser): Promise<Progress> {
  const conversationId = work.conversationIds[work.erased];
  if (conversationId === undefined) return { removed: {}, work: { ...work, phase: 'mails' } };
  const { removed, isDone } = await eraser.eraseConversation(conversationId);
  return { removed, work: isDone ? { ...work, erased: work.erased + 1 } : work };
}

/** Mails from the person's addresses, whatever became of them; those for their conversations went with these. */
async function erasePageOfMails(work: ErasureWork, eraser: PersonEraser): Promise<Progress> {
  const address = unsharedAddresses(work)[work.addressesDone];
  if (address === undefined) return { removed: {}, work: { ...work, phase: 'person' } };
  const { items, cursor } = await eraser.mailsOf(addressHash(address), work.cursor);
  const removed = await eraseEach(items, (mail) => eraseOwnMail(mail, eraser));
  // also those of former rounds: a mail that was being sent then may have kept its text since
  const messageIds = [...new Set([...work.messageIds, ...guestMessagesOf(items, work)])];
  for (const id of messageIds) await eraser.eraseSentTexts(id);
  const { cursor: _cursor, ...rest } = work;
  return {
    removed,
    work:
      cursor === undefined
        ? { ...rest, messageIds, addressesDone: work.addressesDone + 1 }
        : { ...rest, messageIds, cursor },
  };
}

const guestMessagesOf = (mails: MailRecord[], { conversationIds }: ErasureWork): string[] =>
  mails.flatMap(({ messageId, conversationId = '' }) =>
    messageId === undefined || conversationIds.includes(conversationId) ? [] : [messageId],
  );

async function endRound(
  work: ErasureWork,
  removed: ErasedCounts,
  eraser: PersonEraser,
): Promise<Progress> {
  const own = unsharedAddresses(work);
  const last = await eraseEach(idsOf(work), (id) => eraser.erasePerson(id, work.addresses, own));
  const sum = sumOf(addCounts(removed, last));
  const isQuiet = work.round >= LEAST_ROUNDS && sum === work.removedBefore;
  if (isQuiet) return { removed: last };
  return {
    removed: last,
    work: {
      ...work,
      round: work.round + 1,
      phase: 'collect',
      erased: 0,
      addressesDone: 0,
      removedBefore: sum,
    },
  };
}

const sumOf = (counts: ErasedCounts) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
