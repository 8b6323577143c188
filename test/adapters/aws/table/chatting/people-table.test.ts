import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { createPeopleTable } from '../../../../../functions/adapters/aws/table/chatting/people-table.ts';
import { createPresenceTable } from '../../../../../functions/adapters/aws/table/chatting/presence-table.ts';
import { newUserWrites } from '../../../../../functions/adapters/aws/table/chatting/user-writes.ts';
import { createErasureTable } from '../../../../../functions/adapters/aws/table/erasing/erasure-table.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { openTable } from '../../../../../functions/adapters/aws/table/open-table.ts';
import { moveAddress } from '../../../../../functions/conversations/people/move-address.ts';
import type { Agent, User } from '../../../../../functions/conversations/people/people.ts';
import { userIdOfOwnMail } from '../../../../../functions/conversations/people/user-id-of-mail.ts';
import { planErasure } from '../../../../../functions/steps/erasing/request-erasure.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { countCalls } from '../../../../support/count-calls.ts';
import { connectAws } from '../../../../support/start-aws.ts';

const AT = '2026-05-04T08:00:00.000Z';

const { aws, table } = await awsOfFile();
const people = createPeopleTable(table);
const presence = createPresenceTable(table);

const agent = (agentId: string, email: string, aliases: string[] = []): Agent => ({
  agentId,
  name: agentId,
  email,
  aliases,
  role: 'agent',
  departmentIds: [],
});
const user = (userId: string, email: string): User => ({
  userId,
  email,
  formerEmails: [],
  emailNotifications: true,
});

/** The user whom an authenticated mail of the address makes. */
const madeFrom = (email: string) => ({
  userId: userIdOfOwnMail(email),
  email,
  emailFrom: 'mail' as const,
});

describe('putAgent', () => {
  it('updates the addresses with the agent (R14)', async () => {
    await people.putAgent(agent('step', 'step@a.example', ['alias@a.example']));
    await people.putAgent(agent('step', 'new@a.example', ['step@a.example']));
    expect((await people.ownersOf('new@a.example')).agentIds).toEqual(['step']);
    expect((await people.ownersOf('step@a.example')).agentIds).toEqual(['step']);
    expect((await people.ownersOf('alias@a.example')).agentIds).toEqual([]);
  });

  it('refuses an address of another agent, and changes nothing', async () => {
    await people.putAgent(agent('first', 'taken@a.example'));
    await people.putAgent(agent('second', 'second@a.example'));
    const result = await people.putAgent(agent('second', 'other@a.example', ['taken@a.example']));
    expect(result).toEqual({ kind: 'address-taken', address: 'taken@a.example' });
    expect((await people.findAgent('second'))?.email).toBe('second@a.example');
    expect((await people.ownersOf('other@a.example')).agentIds).toEqual([]);
  });

  it('gives an address to one of many concurrent calls', async () => {
    const results = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        people.putAgent(agent(`race-${index}`, 'race@a.example')),
      ),
    );
    expect(results.filter(({ kind }) => kind === 'stored')).toHaveLength(1);
    expect((await people.ownersOf('race@a.example')).agentIds).toHaveLength(1);
  });

  it('accepts the same agent twice at once', async () => {
    const given = agent('twice', 'twice@a.example');
    const results = await Promise.all([people.putAgent(given), people.putAgent(given)]);
    expect(results).toMatchObject([{ kind: 'stored' }, { kind: 'stored' }]);
  });
});

describe('removeAgent', () => {
  it('removes the agent’s addresses, and the agent from the staff', async () => {
    await people.putAgent(agent('gone', 'gone@a.example', ['gone.too@a.example']));
    await presence.put([
      { kind: 'agent', id: 'gone', presence: { status: 'online', expiresAt: 9e12 } },
    ]);
    expect(await people.removeAgent('gone')).toBe(true);
    expect(await people.removeAgent('gone')).toBe(false);
    expect((await people.ownersOf('gone@a.example')).agentIds).toEqual([]);
    expect((await people.ownersOf('gone.too@a.example')).agentIds).toEqual([]);
    expect((await people.listStaff()).map(({ agentId }) => agentId)).not.toContain('gone');
  });

  it('is done for each of two calls at once (S15)', async () => {
    await people.putAgent(agent('both', 'both@a.example'));
    const calls = [people.removeAgent('both'), people.removeAgent('both')];
    expect(await Promise.all(calls)).toEqual([true, true]);
  });
});

describe('removeDepartment', () => {
  it('is done if the SDK repeats it, because its answer was lost (S15)', async () => {
    await people.putDepartment({ departmentId: 'lost', name: 'Lost' });
    const { dynamodb } = connectAws(aws.endpoints);
    let isLost = false;
    dynamodb.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const answer = await next(args);
          if (isLost || commandName !== 'DeleteItemCommand') return answer;
          isLost = true;
          throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
        },
      { step: 'finalizeRequest', priority: 'low' },
    );
    const fragile = createPeopleTable(openTable(aws, dynamodb));
    expect(await fragile.removeDepartment('lost')).toBe(true);
    expect(isLost).toBe(true);
    expect(await fragile.removeDepartment('lost')).toBe(false);
  });
});

describe('listStaff', () => {
  it('gives every agent with the presence last reported (S10)', async () => {
    await people.putAgent(agent('here', 'here@a.example'));
    const report = { status: 'online' as const, expiresAt: 1_000_000_000_123 };
    await presence.put([{ kind: 'agent', id: 'here', presence: report }]);
    const staff = await people.listStaff();
    expect(staff.find(({ agentId }) => agentId === 'here')?.presence).toEqual(report);
    const ids = staff.map(({ agentId }) => agentId);
    expect(ids).toEqual(ids.toSorted());
  });

  it('reads a report that version 0.1.0 stored, which only its key names (R16)', async () => {
    await people.putAgent(agent('reported', 'reported@a.example'));
    const item = { status: 'online', expiresAtMs: 9e12, expiresAt: 9e9 };
    const Item = { ...keys.agentPresence('reported'), ...item };
    await aws.dynamodb.send(new PutCommand({ TableName: aws.tableName, Item }));
    const staff = await people.listStaff();
    const expected = { status: 'online', expiresAt: 9e12 };
    expect(staff.find(({ agentId }) => agentId === 'reported')?.presence).toEqual(expected);
    expect(await presence.find('agent', 'reported')).toEqual(expected);
  });

  it('reads the agents again only after a change, whoever made it, and presence each time', async () => {
    const counted = countCalls(aws);
    const reader = createPeopleTable(openTable(aws, aws.dynamodb));
    const queries = async () => {
      counted.take();
      const staff = await reader.listStaff();
      return { queries: counted.take().calls.Query, staff };
    };
    expect((await queries()).queries).toBe(2);
    expect((await queries()).queries).toBe(1);
    await people.putAgent(agent('late', 'late@a.example'));
    expect((await queries()).staff.map(({ agentId }) => agentId)).toContain('late');
    await people.removeAgent('late');
    const after = await queries();
    expect(after.staff.map(({ agentId }) => agentId)).not.toContain('late');
    expect(after.queries).toBe(2);
  });
});

/** Changes the address as the chat backend does. */
const give = (userId: string, email: string) =>
  people.changeUser(userId, (before) => moveAddress(before ?? user(userId, email), email));

/** A user's items as version 0.1.0 wrote them: with `givenEmail`, and without the source of addresses. */
async function storeFormerItem(item: {
  userId: string;
  email: string;
  givenEmail: string;
  formerEmails: string[];
}) {
  const put = (Item: Record<string, unknown>) =>
    aws.dynamodb.send(new PutCommand({ TableName: aws.tableName, Item }));
  await put({ ...keys.user(item.userId), revision: 1, emailNotifications: true, ...item });
  for (const address of [item.email, ...item.formerEmails]) {
    await put({ ...keys.userAddress(address, item.userId), kind: 'user', id: item.userId });
  }
}

describe('ownersOf', () => {
  it('gives a user named by the chat backend before one made by a mail (S7)', async () => {
    const items = openTable(aws, aws.dynamodb);
    const made = { userId: 'a-mail', email: 'both@u.example', emailFrom: 'mail' as const };
    await give('z-backend', 'both@u.example');
    await items.write(...newUserWrites(made, AT));
    expect((await people.ownersOf('both@u.example')).userIds).toEqual(['z-backend', 'a-mail']);
  });

  it('makes no second owner from a mail that was decided about before the chat backend named one (S7)', async () => {
    const decidedAt = new Date().toISOString();
    await people.changeUser('named', () => user('named', 'named@x.example'));
    const result = await table.write(...newUserWrites(madeFrom('named@x.example'), decidedAt));
    expect(result.isDone).toBe(false);
    expect((await people.ownersOf('named@x.example')).userIds).toEqual(['named']);
  });

  it('makes an owner from a mail once the one whom the chat backend named is gone (S7)', async () => {
    await people.changeUser('gone', () => user('gone', 'gone@x.example'));
    const later = new Date(Date.now() + 120_000).toISOString();
    const result = await table.write(...newUserWrites(madeFrom('gone@x.example'), later));
    expect(result.isDone).toBe(true);
  });

  it('takes over the user that a mail makes in the same moment (S7)', async () => {
    const made = madeFrom('moment@x.example');
    const { dynamodb } = connectAws(aws.endpoints);
    let isMade = false;
    dynamodb.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName === 'TransactWriteItemsCommand' && !isMade) {
            isMade = true;
            await table.write(...newUserWrites(made, AT));
          }
          return next(args);
        },
      { step: 'initialize' },
    );
    const overtaken = createPeopleTable(openTable(aws, dynamodb));
    await overtaken.changeUser('moment', () => user('moment', 'moment@x.example'));
    expect((await people.ownersOf('moment@x.example')).userIds).toEqual(['moment']);
    expect((await people.findUser(made.userId))?.userId).toBe('moment');
  });

  it('gives the present owner before a former one (S3)', async () => {
    await give('a-before', 'moved@u.example');
    await give('a-before', 'other@u.example');
    await give('z-now', 'moved@u.example');
    expect((await people.ownersOf('moved@u.example')).userIds).toEqual(['z-now', 'a-before']);
  });

  it('gives nobody for the address of an unproven mail (S7)', async () => {
    const items = openTable(aws, aws.dynamodb);
    const made = { userId: 'forged', email: 'bank@u.example', emailFrom: 'unproven' as const };
    await items.write(...newUserWrites(made, AT));
    expect((await people.ownersOf('bank@u.example')).userIds).toEqual([]);
    await give('forged', 'own@u.example');
    expect(await people.findUser('forged')).toMatchObject({ formerEmails: [] });
    expect((await people.ownersOf('bank@u.example')).userIds).toEqual([]);
  });

  it('ignores addresses of a stored user that only a Reply-To had brought (S4, S7)', async () => {
    await storeFormerItem({
      userId: 'stored',
      email: 'reply@thief.example',
      givenEmail: 'given@u.example',
      formerEmails: ['given@u.example', 'victim@good.example'],
    });
    expect((await people.ownersOf('given@u.example')).userIds).toEqual(['stored']);
    for (const address of ['reply@thief.example', 'victim@good.example']) {
      expect((await people.ownersOf(address)).userIds).toEqual([]);
    }
    expect(await people.findUser('stored')).toMatchObject({
      email: 'given@u.example',
      formerEmails: [],
    });
  });

  it('still ignores them once the user is written again', async () => {
    await give('stored', 'next@u.example');
    expect((await people.ownersOf('given@u.example')).userIds).toEqual(['stored']);
    expect((await people.ownersOf('reply@thief.example')).userIds).toEqual([]);
    expect((await people.ownersOf('victim@good.example')).userIds).toEqual([]);
  });
});

describe('changeUser', () => {
  it('loses none of many concurrent changes', async () => {
    await people.changeUser('busy', () => user('busy', 'busy@u.example'));
    await Promise.all(['a', 'b', 'c'].map((name) => give('busy', `${name}@u.example`)));
    const busy = await people.findUser('busy');
    expect([busy?.email, ...(busy?.formerEmails ?? [])].toSorted()).toEqual([
      'a@u.example',
      'b@u.example',
      'busy@u.example',
      'c@u.example',
    ]);
  });

  it('makes nobody under the id of a person whose erasure has begun (S19)', async () => {
    const erased = user('erased', 'erased@u.example');
    await people.changeUser('erased', () => erased);
    const given = { erasureId: 'e-1', sharedAddresses: [], nowMs: Date.parse(AT) };
    await createErasureTable(table).begin('erased', (now) => planErasure(now, given));
    expect(await people.changeUser('erased', () => erased)).toBeUndefined();
    expect(await people.findUser('erased')).toBeUndefined();
  });

  it('lets two users share an address', async () => {
    await people.changeUser('one', () => user('one', 'shared@u.example'));
    await people.changeUser('two', () => user('two', 'shared@u.example'));
    expect((await people.ownersOf('shared@u.example')).userIds).toEqual(['one', 'two']);
  });
});

describe('lists', () => {
  it('come in pages, by id, each once', async () => {
    for (const id of ['p1', 'p2', 'p3']) {
      await people.putDepartment({ departmentId: id, name: id });
    }
    const first = await people.listDepartments({ limit: 2 });
    const second = await people.listDepartments({ limit: 2, cursor: first.cursor });
    const ids = [...first.items, ...second.items].map(({ departmentId }) => departmentId);
    expect(ids).toEqual(['p1', 'p2', 'p3']);
    expect(second.cursor).toBeUndefined();
  });
});

describe('known', () => {
  it('gives the existing people, in more than one batch', async () => {
    const asked = Array.from({ length: 130 }, (_, index) => ({
      kind: 'user' as const,
      id: `ghost-${index}`,
    }));
    const found = await presence.known([...asked, { kind: 'user', id: 'one' }]);
    expect(found).toEqual([{ kind: 'user', id: 'one', now: 'one' }]);
  });
});
