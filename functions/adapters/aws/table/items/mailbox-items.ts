import * as v from 'valibot';
import {
  MAILBOX_FAULTS,
  type MailboxPosition,
  type MailboxState,
  type MailboxTrouble,
  type Trouble,
} from '../../../../steps/polling/ports.ts';
import { days, itemKind, objectOf, type ValueOf } from '../item-kind.ts';

const position: v.GenericSchema<unknown, MailboxPosition> = v.variant('kind', [
  v.object({ kind: v.literal('imap'), uidValidity: v.string(), uid: v.number() }),
  v.object({
    kind: v.literal('pop3'),
    isBaselined: v.boolean(),
    remaining: v.number(),
    sizes: v.optional(v.array(v.number())),
  }),
]);

const trouble = objectOf<Trouble>({
  attempts: v.number(),
  nextAttemptAtMs: v.number(),
  isTooLarge: v.optional(v.literal(true)),
  isOfBaseline: v.optional(v.literal(true)),
});

export const mailboxTrouble = objectOf<MailboxTrouble>({
  code: v.picklist(MAILBOX_FAULTS),
  said: v.optional(v.string()),
});

/** A mailbox's state; the item holds it as JSON. */
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
  renumberedAtMs: v.optional(v.number()),
  position: v.optional(position),
  // `v.record` would drop the name `__proto__`, which a UIDL may be
  troubled: v.custom<Record<string, Trouble>>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      Object.values(value).every((one) => v.is(trouble, one)),
  ),
});

export const mailboxCursorItem = itemKind('cursor of a mailbox', 'never', {
  /** JSON, because a UIDL may be any word, and an attribute's name may not (`__proto__`). */
  state: v.optional(v.string()),
  leaseOwner: v.optional(v.string()),
  /** Epoch milliseconds. */
  leaseUntil: v.optional(v.number()),
});
export type MailboxCursor = ValueOf<typeof mailboxCursorItem>;

/** Where the password of a mailbox was sent last, as digests: the logins may hold people's addresses. */
export const mailboxLoginsItem = itemKind('logins with a password', 'never', {
  secret: v.string(),
  digests: v.set(v.string()),
});

/** A UIDL that no poll has seen for so many days is forgotten. */
export const UIDL_DAYS = 60;

/** A chunk of the UIDLs of a mailbox that were dealt with. */
export const uidlChunkItem = itemKind('part of the UIDLs of a mailbox', days(UIDL_DAYS), {
  pk: v.string(),
  sk: v.string(),
  fate: v.picklist(['kept', 'deleting']),
  /** Missing when the set is empty. */
  fingerprints: v.optional(v.set(v.string())),
  /** Epoch seconds. */
  expiresAt: v.number(),
});
export type UidlChunk = ValueOf<typeof uidlChunkItem>;
