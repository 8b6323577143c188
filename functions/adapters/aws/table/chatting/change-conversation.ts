import type { Conversation } from '../../../../conversations/conversation.ts';
import { readAs } from '../../read-as.ts';
import type { Condition } from '../expressions.ts';
import type { ItemStore } from '../item-store.ts';
import { conversationItem, conversationLinkItem } from '../items/conversation-items.ts';
import { INDEX_PARTITIONS, type ItemKey, keys } from '../keys.ts';
import { AGAIN, tryUntilDone } from '../retry.ts';
import { ifStill, put, remove, update, type Write } from '../write.ts';
import { linkKeysOf, putConversationLinks } from './conversation-writes.ts';
import { userIsThere } from './user-writes.ts';

type ChangeableFields =
  | 'userId'
  | 'userAddress'
  | 'openedFrom'
  | 'departmentId'
  | 'agentId'
  | 'subject'
  | 'status'
  | 'metadata';

/** null removes a field. */
export type ConversationChange = {
  [Field in ChangeableFields]?: Conversation[Field] | null | undefined;
};

export type ChangedConversation =
  | { kind: 'changed'; before: Conversation; conversation: Conversation }
  /** The new user does not exist (any more). */
  | { kind: 'unknown-user' }
  | { kind: 'unknown-conversation' };

/**
 * Changes a conversation and its links, in one transaction. `change` is called again if another writer came between; undefined: nothing to
 * change. Its condition covers the parties only, so that messages can be written meanwhile.
 */
export const changeConversation = (
  items: ItemStore,
  conversationId: string,
  change: (before: Conversation) => ConversationChange | undefined,
  { isFormerUserKept = false } = {},
): Promise<ChangedConversation> =>
  tryUntilDone(`changing conversation ${conversationId}`, async () => {
    const before = await items.get(conversationItem, keys.conversation(conversationId));
    if (!before) return { kind: 'unknown-conversation' };
    const changes = change(before);
    if (!changes) return { kind: 'changed', before, conversation: before };
    const conversation = changed(before, changes);
    const isMoved = conversation.userId !== before.userId;
    const newUserIsThere = userIsThere(conversation.userId);
    const result = await items.write(
      updateFields(conversation, before, changes),
      ...(isMoved ? [newUserIsThere] : []),
      ...relink(before, conversation),
      ...(isMoved && isFormerUserKept ? [keepFormerUser(before)] : []),
    );
    if (result.isDone) return { kind: 'changed', before, conversation };
    return result.hasFailed(newUserIsThere) ? { kind: 'unknown-user' } : AGAIN;
  });

/** Removes the conversation and its links. False: no such conversation. */
export const removeConversation = (items: ItemStore, conversationId: string): Promise<boolean> =>
  tryUntilDone(`removing conversation ${conversationId}`, async () => {
    const key = keys.conversation(conversationId);
    const stored = await items.get(conversationItem, key);
    if (!stored) return false;
    const result = await items.write(
      remove(key, asItWas(stored)),
      ...linkKeysOf(stored).map((link) => remove(link)),
    );
    return result.isDone ? true : AGAIN;
  });

const givenOf = (changes: ConversationChange) =>
  Object.entries(changes).filter(([, value]) => value !== undefined);

function changed(before: Conversation, changes: ConversationChange): Conversation {
  const fields = { ...before, ...Object.fromEntries(givenOf(changes)) };
  const left = Object.entries(fields).filter(([, value]) => value !== null);
  return readAs(conversationItem.schema, Object.fromEntries(left), conversationItem.name);
}

function updateFields(
  { conversationId, status }: Conversation,
  before: Conversation,
  changes: ConversationChange,
): Write {
  const given = givenOf(changes);
  const set = Object.fromEntries(given.filter(([, value]) => value !== null));
  const gsi1pk = status === before.status ? undefined : INDEX_PARTITIONS.conversations(status);
  const removed = given.filter(([, value]) => value === null).map(([field]) => field);
  return update(
    conversationItem,
    keys.conversation(conversationId),
    { set: { ...set, gsi1pk }, remove: removed as ChangeableFields[] },
    asItWas(before),
  );
}

/** The parties are as they were read, because the links are changed in step with them. */
const asItWas = ({ userId, agentId, departmentId, status }: Conversation): Condition =>
  ifStill({ userId, agentId, departmentId, status });

function relink(before: Conversation, after: Conversation): Write[] {
  const [had, has] = [linkKeysOf(before), linkKeysOf(after)];
  const isAmong = (links: ItemKey[], { pk, sk }: ItemKey) =>
    links.some((link) => link.pk === pk && link.sk === sk);
  return [
    ...had.filter((key) => !isAmong(has, key)).map((key) => remove(key)),
    ...putConversationLinks(
      after,
      has.filter((key) => !isAmong(had, key)),
    ),
  ];
}

/** Links the former user to the conversation, so that an erasure finds what they wrote there (S19). */
const keepFormerUser = ({ userId, conversationId }: Conversation): Write =>
  put(conversationLinkItem, keys.givenAway(userId, conversationId), { conversationId });
