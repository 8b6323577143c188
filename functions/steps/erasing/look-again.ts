import { addressHash } from '../../conversations/address-hash.ts';
import { addCounts, type ErasedCounts, eraseEach } from '../../conversations/erased-counts.ts';
import type { MailRecord } from '../receiving/ports.ts';
import type { ErasureWork, LaterLook, PersonEraser } from './ports.ts';

/** Stream records are tried for six hours, and a queue's message for less: then nothing of the person is on its way any more. */
export const LATER_LOOK_MS = 7 * 3_600_000;
/** Conversations and messages of one step: each costs two calls where nothing is left, which is the rule. */
const PER_STEP = 25;

/** Mail from an address of two people is not the one's to take from the other. */
export const unsharedAddresses = ({ addresses, sharedAddresses }: ErasureWork) =>
  addresses.filter((address) => !sharedAddresses.includes(address));

export function planLaterLook(work: ErasureWork, nowMs: number): LaterLook {
  return {
    dueAt: nowMs + LATER_LOOK_MS,
    receivedUntil: new Date(nowMs).toISOString(),
    conversationIds: work.conversationIds,
    addressHashes: unsharedAddresses(work).map(addressHash),
    messageIds: work.messageIds,
  };
}

/** Some of the look, and what is left of it; undefined: it is over. */
export async function lookAgain(
  look: LaterLook,
  eraser: PersonEraser,
): Promise<{ removed: ErasedCounts; laterLook?: LaterLook }> {
  const [conversationIds, laterConversations] = split(look.conversationIds);
  const [messageIds, laterMessages] = split(look.messageIds);
  const first = await eraseEach(conversationIds, (id) => eraseWhole(id, eraser));
  for (const id of messageIds) await eraser.eraseSentTexts(id);
  const late = await eraseEach(look.addressHashes, (hash) => eraseLateMails(hash, look, eraser));
  const removed = addCounts(first, late);
  if (laterConversations.length + laterMessages.length === 0) return { removed };
  return {
    removed,
    laterLook: { ...look, conversationIds: laterConversations, messageIds: laterMessages },
  };
}

const split = (ids: string[]): [string[], string[]] => [
  ids.slice(0, PER_STEP),
  ids.slice(PER_STEP),
];

async function eraseWhole(conversationId: string, eraser: PersonEraser): Promise<ErasedCounts> {
  let all: ErasedCounts = {};
  for (;;) {
    const { removed, isDone } = await eraser.eraseConversation(conversationId);
    all = addCounts(all, removed);
    if (isDone) return all;
  }
}

async function eraseLateMails(
  hash: string,
  { receivedUntil }: LaterLook,
  eraser: PersonEraser,
): Promise<ErasedCounts> {
  let removed: ErasedCounts = {};
  let cursor: string | undefined;
  do {
    const page = await eraser.mailsOf(hash, cursor);
    const mails = page.items.filter(({ receivedAt }) => receivedAt <= receivedUntil);
    removed = addCounts(removed, await eraseEach(mails, (mail) => eraseOwnMail(mail, eraser)));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return removed;
}

/**
 * A mail from the person's own address. One that opened a conversation was on its way when the erasure began, and made them a user anew: both go. In
 * somebody else's conversation they were a guest. The record goes last: it leads to the rest.
 */
export async function eraseOwnMail(mail: MailRecord, eraser: PersonEraser): Promise<ErasedCounts> {
  const { conversationId, from } = mail;
  if (conversationId !== undefined && (await eraser.hasOpened(mail, conversationId))) {
    const opened = await eraser.eraseOpened(mail, conversationId);
    return addCounts(opened, await eraser.eraseMail(mail));
  }
  const asGuest = conversationId === undefined ? {} : await eraser.eraseGuest(conversationId, from);
  return addCounts(asGuest, await eraser.eraseMail(mail));
}
