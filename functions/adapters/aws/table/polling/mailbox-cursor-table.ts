import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type {
  MailboxCursorStore,
  MailboxLease,
  MailboxState,
} from '../../../../steps/polling/ports.ts';
import { keys } from '../keys.ts';
import type { Table } from '../table.ts';
import { readUidls } from './mailbox-uidl-table.ts';

/** How long a mailbox stays held after a poll was killed. A poll that lives renews its lease all the time. */
const LEASE_MS = 15_000;
/** A lease is renewed so many times before it runs out. */
const RENEWALS_PER_LEASE = 4;
const RETRY_EVERY_MS = 500;

interface CursorItem {
  /** JSON: a UIDL may be any word, which the name of an attribute may not (`__proto__`). */
  state?: string;
  leaseOwner?: string;
  /** Epoch milliseconds. */
  leaseUntil?: number;
}

const stateOf = ({ state }: CursorItem): MailboxState | undefined =>
  state === undefined ? undefined : JSON.parse(state);

async function readItem({ client, name }: Table, mailbox: string): Promise<CursorItem> {
  const { Item = {} } = await client.send(
    new GetCommand({ TableName: name, Key: keys.mailboxCursor(mailbox), ConsistentRead: true }),
  );
  return Item;
}

type Update = Pick<
  UpdateCommandInput,
  | 'UpdateExpression'
  | 'ConditionExpression'
  | 'ExpressionAttributeNames'
  | 'ExpressionAttributeValues'
>;

/** The item as it is then; undefined: the condition does not hold. */
async function updateIf(
  { client, name }: Table,
  mailbox: string,
  update: Update,
): Promise<CursorItem | undefined> {
  const Key = keys.mailboxCursor(mailbox);
  try {
    const { Attributes = {} } = await client.send(
      new UpdateCommand({ TableName: name, Key, ReturnValues: 'ALL_NEW', ...update }),
    );
    return Attributes;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

const acquire = (owner: string, leaseMs: number): Update => ({
  UpdateExpression: 'SET leaseOwner = :owner, leaseUntil = :until',
  ConditionExpression: 'attribute_not_exists(leaseUntil) OR leaseUntil < :now',
  ExpressionAttributeValues: {
    ':owner': owner,
    ':now': Date.now(),
    ':until': Date.now() + leaseMs,
  },
});

const renew = (owner: string, leaseMs: number): Update => ({
  UpdateExpression: 'SET leaseUntil = :until',
  ConditionExpression: 'leaseOwner = :owner',
  ExpressionAttributeValues: { ':owner': owner, ':until': Date.now() + leaseMs },
});

const saveState = (owner: string, leaseMs: number, state: MailboxState): Update => ({
  UpdateExpression: 'SET #state = :state, leaseUntil = :until',
  ConditionExpression: 'leaseOwner = :owner',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: {
    ':owner': owner,
    ':state': JSON.stringify(state),
    ':until': Date.now() + leaseMs,
  },
});

const release = (owner: string): Update => ({
  UpdateExpression: 'REMOVE leaseOwner, leaseUntil',
  ConditionExpression: 'leaseOwner = :owner',
  ExpressionAttributeValues: { ':owner': owner },
});

interface Holder {
  owner: string;
  leaseMs: number;
}

/** Keeps the lease while the poll lives, however long one mail takes. */
function holdLease(
  table: Table,
  mailbox: string,
  { owner, leaseMs }: Holder,
  item: CursorItem,
): MailboxLease {
  // A renewal that fails is made good by the next one; a lease that is lost shows at the next save.
  const renewal = setInterval(() => {
    updateIf(table, mailbox, renew(owner, leaseMs)).catch(() => undefined);
  }, leaseMs / RENEWALS_PER_LEASE);
  renewal.unref();
  return {
    state: stateOf(item),
    save: async (next) => Boolean(await updateIf(table, mailbox, saveState(owner, leaseMs, next))),
    async release() {
      clearInterval(renewal);
      await updateIf(table, mailbox, release(owner));
    },
  };
}

/**
 * Waits for a poll that is under way to end, but no longer than the lease it holds now: by then the lease of one that was killed has run
 * out, and one that lives has renewed it.
 */
async function lease(
  table: Table,
  mailbox: string,
  leaseMs: number,
): Promise<MailboxLease | undefined> {
  const owner = randomUUID();
  let giveUpAt: number | undefined;
  for (;;) {
    const item = await updateIf(table, mailbox, acquire(owner, leaseMs));
    if (item) return holdLease(table, mailbox, { owner, leaseMs }, item);
    giveUpAt ??= ((await readItem(table, mailbox)).leaseUntil ?? Date.now()) + 2 * RETRY_EVERY_MS;
    if (Date.now() > giveUpAt) return undefined;
    await sleep(RETRY_EVERY_MS);
  }
}

/** Cursors of the external mailboxes. A lease keeps two polls of one mailbox apart; the function needs no reserved concurrency for that. */
export function createMailboxCursorTable(table: Table, leaseMs = LEASE_MS): MailboxCursorStore {
  return {
    lease: (mailbox) => lease(table, mailbox, leaseMs),
    find: async (mailbox) => stateOf(await readItem(table, mailbox)),
    knownUidls: (mailbox, identity) => readUidls(table, mailbox, identity),
  };
}
