import * as z from 'zod/mini';
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
  schema: objectOf<Department>({ departmentId: z.string(), name: z.string() }),
  expiry: 'never',
};

export const agentItem: ItemKind<Revised<Agent>> = {
  name: 'agent',
  type: ITEM_TYPES.agent,
  schema: objectOf<Revised<Agent>>({
    agentId: z.string(),
    name: z.string(),
    email: z.string(),
    aliases: z.array(z.string()),
    role: z.enum(['agent', 'admin']),
    departmentIds: z.array(z.string()),
    locale: z.optional(z.string()),
    createdAt: z.optional(z.string()),
    timeZone: z.optional(z.string()),
    revision: z.number(),
  }),
  expiry: 'never',
};

/** Changes with every change of an agent: whoever keeps their list knows by it whether the list still holds. */
export const agentsVersionItem: ItemKind<{ version: number }> = {
  name: 'version of the agents',
  schema: z.object({ version: z.number() }),
  expiry: 'never',
};

export const userItem: ItemKind<Revised<StoredUser>> = {
  name: 'user',
  type: ITEM_TYPES.user,
  schema: objectOf<Revised<StoredUser>>({
    userId: z.string(),
    name: z.optional(z.string()),
    email: z.optional(z.string()),
    emailFrom: z.optional(z.enum(['mail', 'unproven'])),
    givenEmail: z.optional(z.string()),
    formerEmails: z.array(z.string()),
    emailNotifications: z.boolean(),
    locale: z.optional(z.string()),
    metadata: z.optional(metadata),
    formerIds: z.optional(z.array(z.string())),
    createdAt: z.optional(z.string()),
    timeZone: z.optional(z.string()),
    revision: z.number(),
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
    userId: z.string(),
    by: z.string(),
    movingSince: z.optional(z.string()),
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
    kind: z.enum(['agent', 'user']),
    id: z.string(),
    by: z.optional(z.enum(['backend', 'mail'])),
    isFormer: z.optional(z.boolean()),
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
    personId: z.string(),
    status: z.enum(['online', 'offline']),
    expiresAtMs: z.number(),
  }),
  expiry: ({ expiresAtMs }) => expiresAtMs,
};

export const presenceOf = (stored: StoredPresence | undefined): Presence | undefined =>
  stored && { status: stored.status, expiresAt: stored.expiresAtMs };
