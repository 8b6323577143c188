import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Queue } from '../../../local/engines/fauxqs-parts.ts';
import { runSmall, type SmallPipeline } from '../fixtures/run-small.ts';
import { changeProperty } from '../fixtures/small-template.ts';

let small: SmallPipeline;

beforeAll(async () => {
  small = await runSmall();
});
afterAll(() => small.stop());

function queueOf(pipeline: SmallPipeline, name: string): Queue {
  const queue = pipeline.machine.storage.queueByArn(
    `arn:aws:sqs:eu-west-1:000000000000:small-${name}`,
  );
  if (!queue) throw new Error(`no queue ${name}`);
  return queue;
}

function send(body: string): void {
  small.machine.storage.send(queueOf(small, 'workqueue'), body);
}

async function put(pk: string, fields: Record<string, string>): Promise<void> {
  const item = Object.entries({ pk, sk: 'x', ...fields }).map(([name, value]) => [
    name,
    { S: value },
  ]);
  await small.machine.dynamodb.send(
    new PutItemCommand({ TableName: 'small-table', Item: Object.fromEntries(item) }),
  );
}

/** The batches in the on-failure bucket. */
async function failedBatches({ machine }: SmallPipeline) {
  const Bucket = 'small-failedrecords';
  const { Contents = [] } = await machine.s3.send(new ListObjectsV2Command({ Bucket }));
  const texts = Contents.map(async ({ Key }) => {
    const { Body } = await machine.s3.send(new GetObjectCommand({ Bucket, Key }));
    return JSON.parse((await Body?.transformToString()) ?? '');
  });
  return Promise.all(texts);
}

const timesOf = (wish: string) =>
  small.recorded().filter(({ wishes }) => wishes?.includes(wish)).length;

describe('queue mapping', () => {
  it('gives a message to the function and deletes it', async () => {
    send('hello');
    await small.idle();
    expect(timesOf('hello')).toBe(1);
    expect(queueOf(small, 'workqueue').messages).toHaveLength(0);
  });

  it('retries only messages that were reported as failed, and moves them to the dead-letter queue in the end', async () => {
    send('fail');
    send('well');
    await small.idle();
    expect(timesOf('well')).toBe(1);
    expect(timesOf('fail')).toBe(2);
    expect(queueOf(small, 'deadletters').messages.map(({ body }) => body)).toContain('fail');
  });

  it('retries the whole batch when the process is killed in flight', async () => {
    send('die');
    await small.idle();
    expect(timesOf('die')).toBe(2);
    send('alive');
    await small.idle();
    expect(timesOf('alive')).toBe(1);
  });

  it('gives a message to a fresh process when the idle one was killed meanwhile, without counting an error', async () => {
    send('before');
    await small.idle();
    const { pid, errors } = small.machine.functions.byName('work')?.facts ?? {};
    process.kill(pid ?? 0, 'SIGKILL');
    send('rested');
    await small.idle();
    expect(timesOf('rested')).toBe(1);
    expect(small.machine.functions.byName('work')?.facts.errors).toBe(errors);
  });

  it('kills a function that exceeds its timeout', async () => {
    send('hang');
    await small.idle();
    expect(timesOf('hang')).toBe(2);
    const facts = small.machine.functions.byName('work')?.facts;
    expect(facts?.errors).toBeGreaterThanOrEqual(2);
  });

  it('follows a change of a message’s visibility', async () => {
    const queue = queueOf(small, 'workqueue');
    const seen = timesOf('slow');
    send('slow');
    while (queue.inflightMessages.size === 0) await new Promise((done) => setTimeout(done, 5));
    for (const handle of queue.inflightMessages.keys()) queue.changeVisibility(handle, 0);
    await small.idle();
    expect(timesOf('slow')).toBe(seen + 2);
  });
});

describe('stream mapping', () => {
  it('passes on only records that match the filter', async () => {
    await put('1', { type: 'message', wish: 'wanted' });
    await put('2', { type: 'mail', wish: 'unwanted' });
    await put('1', { type: 'message', wish: 'modified' });
    await small.idle();
    expect([timesOf('wanted'), timesOf('unwanted'), timesOf('modified')]).toEqual([1, 0, 0]);
    const { event } = small.recorded('follow')[0] ?? {};
    expect(event.Records[0]).toMatchObject({
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      dynamodb: { Keys: { pk: { S: '1' } } },
    });
  });

  it('isolates a record that always fails, and sends it to the on-failure destination', async () => {
    await Promise.all(
      ['a', 'b', 'c'].map((id) =>
        put(id, { type: 'message', wish: id === 'b' ? 'throw' : `good-${id}` }),
      ),
    );
    await small.idle();
    expect(timesOf('good-a')).toBeGreaterThanOrEqual(1);
    expect(timesOf('good-c')).toBeGreaterThanOrEqual(1);
    const [failed] = await failedBatches(small);
    expect(failed.DDBStreamBatchInfo.batchSize).toBe(1);
    expect(JSON.parse(failed.payload).Records[0].dynamodb.NewImage.wish.S).toBe('throw');
  });

  it('gives up a record by its age, however few the tries (MaximumRecordAgeInSeconds)', async () => {
    const aged = await runSmall((template) => {
      const unlimited = changeProperty(template, 'FollowMapping', ['MaximumRetryAttempts'], -1);
      return changeProperty(unlimited, 'FollowMapping', ['MaximumRecordAgeInSeconds'], 1);
    });
    try {
      const item = { pk: { S: 'p' }, sk: { S: 'x' }, type: { S: 'message' }, wish: { S: 'fail' } };
      await aged.machine.dynamodb.send(
        new PutItemCommand({ TableName: 'small-table', Item: item }),
      );
      await aged.idle();
      expect(await failedBatches(aged)).toHaveLength(1);
    } finally {
      await aged.stop();
    }
  });

  it('continues at the first record that was reported as failed', async () => {
    await put('p', { type: 'message', wish: 'fail' });
    await put('q', { type: 'message', wish: 'after-the-failed' });
    await small.idle();
    expect(timesOf('after-the-failed')).toBeGreaterThanOrEqual(1);
    expect(timesOf('fail')).toBeGreaterThanOrEqual(2);
  });
});

describe('EventBridge rule', () => {
  it('retries an event as often as the function’s configuration says', async () => {
    const before = small.recorded('once').length;
    small.machine.bus.emit('test', 'Once', { wish: 'die' });
    await small.idle();
    expect(small.recorded('once').length - before).toBe(1);
  });

  it('invokes the function for a changed parameter', async () => {
    for (const value of ['LC', 'XY'])
      small.machine.parameters.put('/email-piping/local/tag-prefix', value);
    await small.idle();
    const [first] = small.recorded('check');
    expect(first?.event.detail).toMatchObject({
      operation: 'Update',
      name: '/email-piping/local/tag-prefix',
    });
  });
});
