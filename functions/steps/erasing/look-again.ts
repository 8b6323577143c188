import { conversationIdOf } from '../../conversations/new-message-id.ts';
import { addressHash } from '../../conversations/people/address-hash.ts';
import type { ErasureWork, LaterLook, PersonEraser } from './ports.ts';

/** Stream records are retried for six hours, queue messages for less: after this nothing about the person is on its way. */
export const LATER_LOOK_MS = 7 * 3_600_000;
/** Conversations and messages of one step; each costs two calls if nothing is left, as is usual. */
const PER_STEP = 25;

/** The person's addresses that nobody else has: mail from a shared address may be the other person's. */
export const unsharedAddresses = ({ addresses, sharedAddresses }: ErasureWork) =>
  addresses.filter((address) => !sharedAddresses.includes(address));

/**
 * Of these messages the first of each conversation. Whoever wrote hundreds as a guest would otherwise have the same mails of ours looked at
 * once for each of them, which no step has the time for.
 */
export function firstInEach(messageIds: readonly string[]): string[] {
  const first = new Map<string, string>();
  for (const id of messageIds) {
    const conversationId = conversationIdOf(id);
    const earlier = first.get(conversationId);
    if (earlier === undefined || id < earlier) first.set(conversationId, id);
  }
  return [...first.values()];
}

/** The first of the person's messages in each conversation that is not erased: mails of ours may quote them from there on. */
export const quotedElsewhere = ({ messageIds, givenAwayIds }: ErasureWork) =>
  firstInEach([...messageIds, ...givenAwayIds]);

export function planLaterLook(work: ErasureWork, nowMs: number): LaterLook {
  return {
    dueAt: nowMs + LATER_LOOK_MS,
    receivedUntil: new Date(nowMs).toISOString(),
    conversationIds: work.conversationIds,
    addressHashes: unsharedAddresses(work).map(addressHash),
    messageIds: quotedElsewhere(work),
  };
}

/** One step of the later look. Returns what is left of it; undefined: it is done. */
export async function lookAgain(
  look: LaterLook,
  eraser: PersonEraser,
): Promise<LaterLook | undefined> {
  const [conversationIds, laterConversations] = split(look.conversationIds);
  const [messageIds, laterMessages] = split(look.messageIds);
  for (const id of conversationIds) while (!(await eraser.eraseConversation(id)));
  for (const id of messageIds) await eraser.eraseSentTexts(id);
  for (const hash of look.addressHashes) await eraseLateMails(hash, look, eraser);
  if (laterConversations.length + laterMessages.length === 0) return undefined;
  return { ...look, conversationIds: laterConversations, messageIds: laterMessages };
}

const split = (ids: string[]): [string[], string[]] => [
  ids.slice(0, PER_STEP),
  ids.slice(PER_STEP),
];

async function eraseLateMails(
  hash: string,
  { receivedUntil }: LaterLook,
  eraser: PersonEraser,
): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await eraser.mailsOf(hash, cursor);
    await eraser.eraseMails(page.items.filter(({ receivedAt }) => receivedAt <= receivedUntil));
    cursor = page.cursor;
  } while (cursor !== undefined);
}
