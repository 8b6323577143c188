import * as v from 'valibot';
import type { StoredUser } from '../../../../conversations/carry-over-user.ts';
import type { Agent, Department, Presence } from '../../../../conversations/people.ts';
import { type ItemKind, objectOf } from '../item-kind.ts';
import { INDEX_PARTITIONS, ITEM_TYPES } from '../keys.ts';
import { metadata } from './metadata.ts';

/** `revision` tells writers that meet apart. */
export type Revised<Value> = Value & { revision: number };

export function withoutRevision<Value extends object>(stored: Revised<Value>): Value;
export function withoutRevision<Value extends object>(
  stored: Revised<Value> | undefined,
): Value | undefined;
export function withoutRevision(stored: Revised<object> | undefined) {
  if (!stored) return undefined;
  const { revision: _revision, ...value } = stored;
  return value;
}

export const departmentItem: ItemKind<Department> = {
  name: 'department',
  type: ITEM_TYPES.department,
  schema: objectOf<Department>({ departmentId: v.string(), name: v.string() }),
  expiry: 'never',
};

export const agentItem: ItemKind<Revised<Agent>> = {
  name: 'agent',
  type: ITEM_TYPES.agent,
  schema: objectOf<Revised<Agent>>({
    agentId: v.string(),
    name: v.string(),
    email: v.string(),
    aliases: v.array(v.string()),
    role: v.picklist(['agent', 'admin']),
    departmentIds: v.array(v.string()),
    locale: v.optional(v.string()),
    createdAt: v.optional(v.string()),
    timeZone: v.optional(v.string()),
    revision: v.number(),
  }),
  expiry: 'never',
};

/** Changes with every change of an agent: whoever keeps their list knows by it whether the list still holds. */
export const agentsVersionItem: ItemKind<{ version: number }> = {
  name: 'version of the agents',
  schema: v.object({ version: v.number() }),
  expiry: 'never',
};

export const userItem: ItemKind<Revised<StoredUser>> = {
  name: 'user',
  type: ITEM_TYPES.user,
  schema: objectOf<Revised<StoredUser>>({
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
    revision: v.number(),
  }),
  index: ({ userId }) => ({ gsi1pk: INDEX_PARTITIONS.users, gsi1sk: userId }),
  expiry: 'never',
};

/** Leads from the id of a user whom a mail made to the one who has taken them over. */
interface TakenOver {
  userId: string;
  by: string;
  /** RFC 3339 UTC; in the index until every conversation has moved. */
  movingSince?: string;
}

export const takenOverItem: ItemKind<TakenOver> = {
  name: 'user who was taken over',
  schema: objectOf<TakenOver>({
    userId: v.string(),
    by: v.string(),
    movingSince: v.optional(v.string()),
  }),
  index: ({ userId, movingSince }) =>
    movingSince === undefined
      ? undefined
      : { gsi1pk: INDEX_PARTITIONS.takeOvers, gsi1sk: `${movingSince}#${userId}` },
  expiry: 'never',
};

/** Whose address it is. */
export interface OwnedAddress {
  kind: 'agent' | 'user';
  id: string;
  /** Who said that it is a user's: it decides between several owners (S7). Undefined: an agent's, or written before that was kept. */
  by?: 'backend' | 'mail';
  /** A former address stays its user's (S3). */
  isFormer?: boolean;
}

export const addressItem: ItemKind<OwnedAddress> = {
  name: 'address',
  schema: objectOf<OwnedAddress>({
    kind: v.picklist(['agent', 'user']),
    id: v.string(),
    by: v.optional(v.picklist(['backend', 'mail'])),
    isFormer: v.optional(v.boolean()),
  }),
  expiry: 'never',
};

interface StoredPresence {
  personId: string;
  status: Presence['status'];
  /** Epoch milliseconds: decides (S10), whenever TTL takes the item away. */
  expiresAtMs: number;
}

export const presenceItem: ItemKind<StoredPresence> = {
  name: 'presence',
  schema: objectOf<StoredPresence>({
    personId: v.string(),
    status: v.picklist(['online', 'offline']),
    expiresAtMs: v.number(),
  }),
  expiry: ({ expiresAtMs }) => expiresAtMs,
};

export const presenceOf = (stored: StoredPresence | undefined): Presence | undefined =>
  stored && { status: stored.status, expiresAt: stored.expiresAtMs };
