import * as z from 'zod/mini';
import {
  MAILBOX_FAULTS,
  type MailboxPosition,
  type MailboxState,
  type MailboxTrouble,
  type Trouble,
  type UidlFate,
} from '../../../../steps/polling/ports.ts';
import { type ItemKind, objectOf } from '../item-kind.ts';

const position: z.ZodMiniType<MailboxPosition> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('imap'), uidValidity: z.string(), uid: z.number() }),
  z.object({ kind: z.literal('pop3'), isBaselined: z.boolean(), remaining: z.number() }),
]);

const trouble = objectOf<Trouble>({
  attempts: z.number(),
  nextAttemptAtMs: z.number(),
  isTooLarge: z.optional(z.literal(true)),
});

const mailboxTrouble = objectOf<MailboxTrouble>({
  code: z.enum(MAILBOX_FAULTS),
  said: z.optional(z.string()),
});

/** How far a mailbox has been worked off; in the item it stands as JSON. */
export const mailboxState = objectOf<MailboxState>({
  identity: z.string(),
  activatedAtMs: z.number(),
  credentialsDigest: z.string(),
  failures: z.number(),
  nextAttemptAtMs: z.number(),
  lastError: z.optional(z.string()),
  lastTrouble: z.optional(mailboxTrouble),
  lastPolledAtMs: z.optional(z.number()),
  position: z.optional(position),
  // a record of zod leaves `__proto__` out, and a UIDL may be that word
  troubled: z.custom<Record<string, Trouble>>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      Object.values(value).every((one) => trouble.safeParse(one).success),
  ),
});

export interface MailboxCursor {
  /** JSON: a UIDL may be any word, which the name of an attribute may not (`__proto__`). */
  state?: string;
  leaseOwner?: string;
  /** Epoch milliseconds. */
  leaseUntil?: number;
}

export const mailboxCursorItem: ItemKind<MailboxCursor> = {
  name: 'cursor of a mailbox',
  schema: objectOf<MailboxCursor>({
    state: z.optional(z.string()),
    leaseOwner: z.optional(z.string()),
    leaseUntil: z.optional(z.number()),
  }),
  expiry: 'never',
};

export interface UidlChunk {
  sk: string;
  fate: UidlFate;
  /** A set that was emptied is no attribute any more. */
  fingerprints?: Set<string>;
  /** Epoch seconds. */
  expiresAt: number;
}

/** UIDLs of a mailbox that were dealt with; those that no poll has seen listed for so long are forgotten. */
export const uidlChunkItem: ItemKind<UidlChunk> & { expiry: { days: number } } = {
  name: 'part of the UIDLs of a mailbox',
  schema: objectOf<UidlChunk>({
    sk: z.string(),
    fate: z.enum(['kept', 'deleting']),
    fingerprints: z.optional(z.set(z.string())),
    expiresAt: z.number(),
  }),
  expiry: { days: 60 },
};
