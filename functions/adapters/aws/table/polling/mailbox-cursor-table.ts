import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  MailboxCursorStore,
  MailboxLease,
  MailboxState,
} from '../../../../steps/polling/ports.ts';
import { readAs } from '../../read-as.ts';
import type { ItemStore } from '../item-store.ts';
import { type MailboxCursor, mailboxCursorItem, mailboxState } from '../items/mailbox-items.ts';
import { keys } from '../keys.ts';
import { ifStill, update } from '../write.ts';
import { readUidls } from './mailbox-uidl-table.ts';

/** How long a mailbox stays locked after a poll was killed; a live poll renews its lease. */
const LEASE_MS = 15_000;
/** Renewals within the length of a lease. */
const RENEWALS_PER_LEASE = 4;
const RETRY_EVERY_MS = 500;

const readState = (state: string | undefined): MailboxState | undefined =>
  state === undefined ? undefined : readAs(mailboxState, JSON.parse(state), 'state of a mailbox');

interface Holder {
  owner: string;
  leaseMs: number;
}

/** Renews the lease while the poll lives, however long one mail takes. */
function holdLease(
  items: ItemStore,
  mailbox: string,
  { owner, leaseMs }: Holder,
  state: MailboxState | undefined,
): MailboxLease {
  const key = keys.mailboxCursor(mailbox);
  const isOurs = ifStill({ leaseOwner: owner });
  const write = async (change: Parameters<typeof update<MailboxCursor>>[2]) =>
    (await items.write(update(mailboxCursorItem, key, change, isOurs))).isDone;
  const leaseUntil = () => Date.now() + leaseMs;
  // A failed renewal is made up for by the next one; a lost lease shows at the next save.
  const renewal = setInterval(() => {
    write({ set: { leaseUntil: leaseUntil() } }).catch(() => undefined);
  }, leaseMs / RENEWALS_PER_LEASE);
  renewal.unref();
  return {
    state,
    save: (next) => write({ set: { state: JSON.stringify(next), leaseUntil: leaseUntil() } }),
    async giveBack() {
      clearInterval(renewal);
      await write({ remove: ['leaseOwner', 'leaseUntil'] });
    },
  };
}

/**
 * Takes the lease, waiting for a running poll to end, but no longer than the lease it holds now. By then a killed poll's lease has ended,
 * and a live poll has renewed its own.
 */
async function lease(
  items: ItemStore,
  mailbox: string,
  leaseMs: number,
): Promise<MailboxLease | undefined> {
  const owner = randomUUID();
  let giveUpAt: number | undefined;
  for (;;) {
    const now = Date.now();
    const taken = await items.update(
      mailboxCursorItem,
      keys.mailboxCursor(mailbox),
      { set: { leaseOwner: owner, leaseUntil: now + leaseMs } },
      {
        // `leaseOwner = :owner`: this very call took it, and its answer was lost
        if: 'attribute_not_exists(leaseUntil) OR leaseUntil < :now OR leaseOwner = :owner',
        values: { now, owner },
      },
    );
    if (taken.isDone) {
      // before the lease is held: nobody would end the renewals of a poll that cannot begin
      const state = readState(taken.value.state);
      return holdLease(items, mailbox, { owner, leaseMs }, state);
    }
    giveUpAt ??= (taken.found?.leaseUntil ?? now) + 2 * RETRY_EVERY_MS;
    if (Date.now() > giveUpAt) return undefined;
    await sleep(RETRY_EVERY_MS);
  }
}

/** Cursors of the external mailboxes. The lease keeps two polls of one mailbox apart, so the function needs no reserved concurrency. */
export function createMailboxCursorTable(items: ItemStore, leaseMs = LEASE_MS): MailboxCursorStore {
  return {
    lease: (mailbox) => lease(items, mailbox, leaseMs),
    find: async (mailbox) =>
      readState((await items.get(mailboxCursorItem, keys.mailboxCursor(mailbox)))?.state),
    knownUidls: (mailbox, identity) => readUidls(items, mailbox, identity),
  };
}
