import {
  DeleteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { createMailboxCursorTable } from '../../../../../functions/adapters/aws/table/polling/mailbox-cursor-table.ts';
import { newMailboxState } from '../../../../../functions/steps/polling/mailbox-state.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';

const LEASE_MS = 1_500;
const IDENTITY = 'pop3://u@h:110/INBOX';
const MAX_ITEM_BYTES = 400_000;

const { aws, table } = await awsOfFile();
const documents = () => DynamoDBDocumentClient.from(aws.dynamodb);

const cursors = () => createMailboxCursorTable(table, LEASE_MS);

describe('createMailboxCursorTable', () => {
  it('stores the state for the next lease', async () => {
    const state = {
      ...newMailboxState(IDENTITY, 5, undefined),
      troubled: { ['__proto__']: { attempts: 1, nextAttemptAtMs: 7 } },
    };
    const first = await cursors().lease('kept');
    expect(first?.state).toBeUndefined();
    await first?.save(state);
    await first?.giveBack();
    expect((await cursors().lease('kept'))?.state).toEqual(state);
    expect(await cursors().find('kept')).toEqual(state);
  });

  it('leases a mailbox to one at a time', async () => {
    const first = await cursors().lease('held');
    expect(await cursors().lease('held')).toBeUndefined();
    await first?.giveBack();
    expect(await cursors().lease('held')).toMatchObject({ state: undefined });
  });

  it('says at every poll, not at the first alone, that a state cannot be read', async () => {
    const Item = { ...keys.mailboxCursor('edited'), state: '{}' };
    await documents().send(new PutCommand({ TableName: table.name, Item }));
    for (let poll = 0; poll < 2; poll += 1) {
      const lease = createMailboxCursorTable(table, 100).lease('edited');
      await expect(lease).rejects.toThrow(/no state of a mailbox/);
    }
  });

  it('saves nothing once another holds the mailbox', async () => {
    const lease = await cursors().lease('taken-over');
    await documents().send(
      new UpdateCommand({
        TableName: table.name,
        Key: keys.mailboxCursor('taken-over'),
        UpdateExpression: 'SET leaseOwner = :other',
        ExpressionAttributeValues: { ':other': 'another' },
      }),
    );
    expect(await lease?.save(newMailboxState(IDENTITY, 5, undefined))).toBe(false);
    await lease?.giveBack();
    expect(await cursors().find('taken-over')).toBeUndefined();
  });
});

describe('knownUidls', () => {
  const known = (name: string) => cursors().knownUidls(name, IDENTITY);

  async function itemsOf(name: string) {
    const { Items = [] } = await documents().send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `MAILBOX#${name}` },
      }),
    );
    return Items;
  }

  it('knows 25,000 mails in small items', async () => {
    const uidls = Array.from({ length: 25_000 }, (_, number) => `uidl-${number}`);
    await (await known('large')).add(uidls, 'kept');
    const memory = await known('large');
    expect(uidls.filter((uidl) => memory.fateOf(uidl) !== 'kept')).toEqual([]);
    expect(memory.fateOf('uidl-25000')).toBeUndefined();
    const Items = await itemsOf('large');
    expect(Items).toHaveLength(100);
    const sizes = Items.map((item) => [...item.fingerprints].join('').length);
    expect(Math.max(...sizes)).toBeLessThan(MAX_ITEM_BYTES / 50);
  });

  it('fills an item before it begins another', async () => {
    for (let write = 0; write < 4; write += 1) {
      await (await known('small')).add([`uidl-${write}`], 'kept');
    }
    const memory = await known('small');
    expect(['uidl-0', 'uidl-3'].map((uidl) => memory.fateOf(uidl))).toEqual(['kept', 'kept']);
    expect(await itemsOf('small')).toHaveLength(1);
  });

  it('begins an item of its own if one before it has expired', async () => {
    const uidls = Array.from({ length: 1_000 }, (_, number) => `uidl-${number}`);
    await (await known('aged')).add(uidls.slice(0, 500), 'kept');
    const [oldest] = await itemsOf('aged');
    const Key = { pk: oldest?.pk, sk: oldest?.sk };
    await documents().send(new DeleteCommand({ TableName: table.name, Key }));
    for (const at of [500, 750]) {
      await (await known('aged')).add(uidls.slice(at, at + 250), 'kept');
    }
    const sizes = (await itemsOf('aged')).map(({ fingerprints }) => fingerprints.size);
    expect(sizes).toEqual([250, 250, 250]);
  });

  it('forgets a deleted mail that is gone, and keeps one that is only not listed', async () => {
    const memory = await known('deleting');
    await memory.add(['gone', 'still-there'], 'deleting');
    await memory.add(['kept'], 'kept');
    await memory.sawListing(new Set(['still-there']));
    const again = await known('deleting');
    expect(['gone', 'still-there', 'kept'].map((uidl) => again.fateOf(uidl))).toEqual([
      undefined,
      'deleting',
      'kept',
    ]);
  });

  it('distinguishes mailboxes of the same name', async () => {
    await (await known('moved')).add(['1'], 'kept');
    const other = await cursors().knownUidls('moved', 'pop3://u@other:110/INBOX');
    expect(other.fateOf('1')).toBeUndefined();
  });
});
