import * as v from 'valibot';
import type { StoredUser } from '../../../../conversations/people/carry-over-user.ts';
import type {
  Agent,
  Department,
  Participant,
  Presence,
} from '../../../../conversations/people/people.ts';
import { days, type ItemKind, itemKind, objectOf, type ValueOf } from '../item-kind.ts';
import { INDEX_PARTITIONS } from '../keys.ts';
import { metadata } from './conversation-items.ts';

export const departmentItem: ItemKind<Department> = {
  name: 'department',
  type: 'department',
  schema: objectOf<Department>({ departmentId: v.string(), name: v.string() }),
  expiry: 'never',
};

export const agentItem: ItemKind<Agent> = {
  name: 'agent',
  type: 'agent',
  schema: objectOf<Agent>({
    agentId: v.string(),
    name: v.string(),
    email: v.string(),
    aliases: v.array(v.string()),
    role: v.picklist(['agent', 'admin']),
    departmentIds: v.array(v.string()),
    locale: v.optional(v.string()),
    createdAt: v.optional(v.string()),
    timeZone: v.optional(v.string()),
  }),
  expiry: 'never',
};

/** Changes with every change of an agent; a cached list is valid while the version is the same. */
export const agentsVersionItem = itemKind('version of the agents', 'never', {
  version: v.number(),
});

export const userItem: ItemKind<StoredUser> = {
  name: 'user',
  type: 'user',
  schema: objectOf<StoredUser>({
    userId: v.string(),
    name: v.optional(v.string()),
    email: v.optional(v.string()),
    emailFrom: v.optional(v.picklist(['mail', 'unproven'])),
    givenEmail: v.optional(v.string()),
    formerEmails: v.array(v.string()),
    emailNotifications: v.boolean(),
    locale: v.optional(v.string()),
    metadata: v.optional(metadata),
    formerIds: v.optional(v.array(v.string())),
    createdAt: v.optional(v.string()),
    timeZone: v.optional(v.string()),
  }),
  index: ({ userId }) => ({ gsi1pk: INDEX_PARTITIONS.users, gsi1sk: userId }),
  expiry: 'never',
};

/** Leads from the id of a user made from mail to the user who took them over. */
export const takenOverItem = itemKind(
  'user who was taken over',
  'never',
  {
    userId: v.string(),
    by: v.string(),
    /** RFC 3339 UTC; in the index until every conversation has moved. */
    movingSince: v.optional(v.string()),
  },
  {
    index: ({ userId, movingSince }) =>
      movingSince === undefined
        ? undefined
        : { gsi1pk: INDEX_PARTITIONS.takeOvers, gsi1sk: `${movingSince}#${userId}` },
  },
);

/** Tells a mail that is being decided about that the chat backend has named its address meanwhile (S7). */
export const namedItem = itemKind('naming of an address', days(1), {
  /** Epoch milliseconds. */
  namedAtMs: v.number(),
});

/** The owner of an address. */
export const addressItem = itemKind('address', 'never', {
  kind: v.picklist(['agent', 'user']),
  id: v.string(),
  /** Who gave the address to a user; it ranks several owners (S7). Undefined: an agent's address, or written before this was recorded. */
  by: v.optional(v.picklist(['backend', 'mail'])),
  /** A former address stays its user's (S3). */
  isFormer: v.optional(v.boolean()),
});
export type OwnedAddress = ValueOf<typeof addressItem>;

const presenceFields = {
  status: v.picklist(['online', 'offline']),
  /** Epoch milliseconds; decides by itself (S10), whenever TTL deletes the item. */
  expiresAtMs: v.number(),
};

export const presenceItem = itemKind('presence', ({ expiresAtMs }) => expiresAtMs, presenceFields);

/** The same in the list of agents, where the sort key is the agent's id. Only for reading. */
export const agentPresenceItem = itemKind('presence of an agent', 'never', {
  sk: v.string(),
  ...presenceFields,
});

export const presenceOf = (
  stored: ValueOf<typeof presenceItem> | undefined,
): Presence | undefined => stored && { status: stored.status, expiresAt: stored.expiresAtMs };

/** A participant of a conversation. */
export const participant = objectOf<Participant>({
  kind: v.picklist(['user', 'agent', 'guest']),
  id: v.string(),
});
