import { addCounts, type ErasedCounts } from '../../conversations/erased-counts.ts';
import type { Clock } from '../ports.ts';
import type { MailRecord } from '../receiving/ports.ts';
import type { ErasureQueue, ErasureStore, ErasureWork, PersonEraser } from './ports.ts';

/** Time for one call; the function has two minutes, and the last step may take some of it. */
const WORK_MS = 60_000;
/** Mails that were being sent or received when the erasure began have ended until the next round looks. */
const ROUND_PAUSE_SECONDS = 5;
const LEAST_ROUNDS = 2;
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

/** One step, and the note of it. `ended`: it is done, or another copy of the function is at work. */
async function advance(
  erasureId: string,
  { erasures, eraser }: ErasePersonPorts,
): Promise<'next-step' | 'next-round' | 'ended'> {
  const erasure = await erasures.find(erasureId);
  if (!erasure?.work) return 'ended';
  const { removed, work } = await takeStep(erasure.work, erasure.removed, eraser);
  const isSaved = await erasures.save(erasure, {
    erasureId,
    revision: erasure.revision + 1,
    status: work ? 'running' : 'done',
    removed: addCounts(erasure.removed, removed),
    ...(work && { work }),
  });
  if (!isSaved || !work) return 'ended';
  return work.round > erasure.work.round ? 'next-round' : 'next-step';
}

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

async function collect(work: ErasureWork, eraser: PersonEraser): Promise<Progress> {
  const { items, cursor } = await eraser.conversationsOf(work.userId, work.cursor);
  const conversationIds = [...new Set([...work.conversationIds, ...items])];
  const isFull = conversationIds.length >= MAX_CONVERSATIONS;
  const { cursor: _cursor, ...rest } = work;
  const next = { ...rest, conversationIds };
  return {
    removed: {},
    work:
      cursor === undefined || isFull ? { ...next, phase: 'conversations' } : { ...next, cursor },
  };
}

async function eraseNextConversation(work: ErasureWork, eraser: PersonEraser): Promise<Progress> {
  const conversationId = work.conversationIds[work.erased];
  if (conversationId === undefined) return { removed: {}, work: { ...work, phase: 'mails' } };
  const { removed, isDone } = await eraser.eraseConversation(conversationId);
  return { removed, work: isDone ? { ...work, erased: work.erased + 1 } : work };
}

async function erasePageOfMails(work: ErasureWork, eraser: PersonEraser): Promise<Progress> {
  const { items, cursor } = await eraser.mails(work.cursor);
  const conversations = new Set(work.conversationIds);
  const addresses = new Set(ownAddresses(work));
  let removed: ErasedCounts = {};
  for (const mail of items) {
    const isTheirs = addresses.has(mail.from);
    const isInside = await speaksOf(conversations, mail, eraser);
    if (!isTheirs && !isInside) continue;
    // the record goes last: it is what leads to the rest
    if (isTheirs && !isInside) removed = addCounts(removed, await eraseAsGuest(mail, eraser));
    removed = addCounts(removed, await eraser.eraseMail(mail));
  }
  const { cursor: _cursor, ...rest } = work;
  return {
    removed,
    work: cursor === undefined ? { ...rest, phase: 'person' } : { ...rest, cursor },
  };
}

/** It belongs to one of the conversations, names one among others, or is another copy of a mail that was erased. */
async function speaksOf(
  conversations: ReadonlySet<string>,
  { conversationId, outcome, reason, detail = '' }: MailRecord,
  eraser: PersonEraser,
): Promise<boolean> {
  if (conversationId !== undefined) return conversations.has(conversationId);
  if (reason === 'conflicting-signals')
    return detail.split(' ').some((id) => conversations.has(id));
  return outcome === 'duplicate' && !(await eraser.hasRecord(detail));
}

/** Mail from an address of two people is not the one's to take from the other. */
const ownAddresses = ({ addresses, sharedAddresses }: ErasureWork) =>
  addresses.filter((address) => !sharedAddresses.includes(address));

/** The person wrote into somebody else's conversation. */
async function eraseAsGuest(
  { conversationId, from }: MailRecord,
  eraser: PersonEraser,
): Promise<ErasedCounts> {
  return conversationId === undefined ? {} : eraser.eraseGuest(conversationId, from);
}

async function endRound(
  work: ErasureWork,
  removed: ErasedCounts,
  eraser: PersonEraser,
): Promise<Progress> {
  const last = await eraser.erasePerson(work.userId, work.addresses, ownAddresses(work));
  const sum = sumOf(addCounts(removed, last));
  const isQuiet = work.round >= LEAST_ROUNDS && sum === work.removedBefore;
  if (isQuiet) return { removed: last };
  return {
    removed: last,
    work: { ...work, round: work.round + 1, phase: 'collect', erased: 0, removedBefore: sum },
  };
}

const sumOf = (counts: ErasedCounts) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
