import * as v from 'valibot';
import {
  MAILBOX_FAULTS,
  type MailboxPosition,
  type MailboxState,
  type MailboxTrouble,
  type Trouble,
  type UidlFate,
} from '../../../../steps/polling/ports.ts';
import { type ItemKind, objectOf } from '../item-kind.ts';

const position: v.GenericSchema<unknown, MailboxPosition> = v.variant('kind', [
  v.object({ kind: v.literal('imap'), uidValidity: v.string(), uid: v.number() }),
  v.object({ kind: v.literal('pop3'), isBaselined: v.boolean(), remaining: v.number() }),
]);

const trouble = objectOf<Trouble>({
  attempts: v.number(),
  nextAttemptAtMs: v.number(),
  isTooLarge: v.optional(v.literal(true)),
});

const mailboxTrouble = objectOf<MailboxTrouble>({
  code: v.picklist(MAILBOX_FAULTS),
  said: v.optional(v.string()),
});

/** How far a mailbox has been worked off; in the item it stands as JSON. */
export const mailboxState = objectOf<MailboxState>({
  identity: v.string(),
  activatedAtMs: v.number(),
  credentialsDigest: v.string(),
  failures: v.number(),
  nextAttemptAtMs: v.number(),
  lastError: v.optional(v.string()),
  lastTrouble: v.optional(mailboxTrouble),
  lastPolledAtMs: v.optional(v.number()),
  dealtWithUntilMs: v.optional(v.number()),
  position: v.optional(position),
  // a record of valibot leaves `__proto__` out, and a UIDL may be that word
  troubled: v.custom<Record<string, Trouble>>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      Object.values(value).every((one) => v.is(trouble, one)),
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
    state: v.optional(v.string()),
    leaseOwner: v.optional(v.string()),
    leaseUntil: v.optional(v.number()),
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
    sk: v.string(),
    fate: v.picklist(['kept', 'deleting']),
    fingerprints: v.optional(v.set(v.string())),
    expiresAt: v.number(),
  }),
  expiry: { days: 60 },
};
