import { DescribeTableCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import type { Template } from '../../../local/template/template.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runSmall, type SmallPipeline } from '../fixtures/run-small.ts';
import { changeProperty } from '../fixtures/small-template.ts';

let running: SmallPipeline | undefined;

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

async function run(change: (template: Template) => Template): Promise<SmallPipeline> {
  running = await runSmall(change);
  return running;
}

/** The batch sizes in which the function gets ten messages. */
async function batchSizes({ machine, recorded, idle }: SmallPipeline): Promise<number[]> {
  const queue = machine.storage.queueByArn('arn:aws:sqs:eu-west-1:000000000000:small-workqueue');
  if (!queue) throw new Error('no queue');
  for (let number = 0; number < 10; number++) machine.storage.send(queue, `message ${number}`);
  await idle();
  return recorded('work').map(({ event }) => event.Records.length);
}

/** Adds an index with a new attribute. */
function withKindIndex(template: Template): Template {
  const indexOf = (name: string, attribute: string, projection: string) => ({
    IndexName: name,
    KeySchema: [{ AttributeName: attribute, KeyType: 'HASH' }],
    Projection: { ProjectionType: projection },
  });
  const names = ['pk', 'sk', 'gsi1pk', 'kind'];
  const attributes = names.map((name) => ({ AttributeName: name, AttributeType: 'S' }));
  const indexes = [indexOf('gsi1', 'gsi1pk', 'ALL'), indexOf('by-kind', 'kind', 'KEYS_ONLY')];
  return changeProperty(
    changeProperty(template, 'Table', ['AttributeDefinitions'], attributes),
    'Table',
    ['GlobalSecondaryIndexes'],
    indexes,
  );
}

describe('createResources', () => {
  it('follows the batch size of the template', async () => {
    const sizes = await batchSizes(
      await run((template) => changeProperty(template, 'WorkMapping', ['BatchSize'], 3)),
    );
    expect(Math.max(...sizes)).toBe(3);
  });

  it('follows a filter of the template', async () => {
    const filters = { Filters: [{ Pattern: '{"body":["message 4"]}' }] };
    const small = await run((template) =>
      changeProperty(template, 'WorkMapping', ['FilterCriteria'], filters),
    );
    expect(await batchSizes(small)).toEqual([1]);
  });

  it('follows an index of the template', async () => {
    const index = {
      IndexName: 'by-kind',
      KeySchema: [{ AttributeName: 'gsi1pk', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    };
    const { machine } = await run((template) =>
      changeProperty(template, 'Table', ['GlobalSecondaryIndexes'], [index]),
    );
    const { Table: table } = await machine.dynamodb.send(
      new DescribeTableCommand({ TableName: 'small-table' }),
    );
    expect(table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual(['by-kind']);
  });

  it('adds a missing index to a kept table, with its items', async () => {
    const folder = temporaryFolder('kept');
    const before = await runSmall((template) => template, folder);
    const item = { pk: { S: 'a' }, sk: { S: 'b' }, kind: { S: 'x' } };
    const TableName = 'small-table';
    await before.machine.dynamodb.send(new PutItemCommand({ TableName, Item: item }));
    await before.stop();
    running = await runSmall(withKindIndex, folder);
    const { Items } = await running.machine.dynamodb.send(
      new QueryCommand({
        TableName,
        IndexName: 'by-kind',
        KeyConditionExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': { S: 'x' } },
      }),
    );
    expect(Items).toHaveLength(1);
  });

  it('gives a function the template’s environment, with addresses of this machine instead of AWS’s', async () => {
    const { machine, url } = await run((template) => template);
    const { environment } = machine.functions.byName('work')?.definition ?? {};
    expect(environment?.API_URL).toBe(`${url}/`);
    expect(environment?.QUEUE_URL).toBe(`${machine.storage.endpoint}/000000000000/small-workqueue`);
  });

  it('refuses a resource of an unknown type, and names it', async () => {
    const add = (template: Template) => ({
      ...template,
      Resources: { ...template.Resources, Cluster: { Type: 'AWS::ECS::Cluster' } },
    });
    await expect(run(add)).rejects.toThrow(/Cluster .*AWS::ECS::Cluster/);
  });
});
