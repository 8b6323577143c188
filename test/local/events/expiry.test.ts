import { BatchWriteItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { runSmall, type SmallPipeline } from '../fixtures/run-small.ts';
import { changeProperty } from '../fixtures/small-template.ts';

const DAY_MS = 86_400_000;
let small: SmallPipeline;

beforeAll(async () => {
  small = await runSmall((template) => {
    const timeToLive = { AttributeName: 'expiresAt', Enabled: true };
    const rules = [{ Prefix: 'inbound/', ExpirationInDays: 3, Status: 'Enabled' }];
    const expiring = changeProperty(template, 'Table', ['TimeToLiveSpecification'], timeToLive);
    return changeProperty(expiring, 'Bucket', ['LifecycleConfiguration'], { Rules: rules });
  });
});
afterAll(() => small.stop());
afterEach(() => void vi.useRealTimers());

/** Puts the clock forward and runs the schedules. */
async function after(milliseconds: number): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + milliseconds });
  small.machine.schedules.look();
  await small.idle();
}

async function items(): Promise<string[]> {
  const found: string[] = [];
  const client = small.machine.dynamodb;
  for await (const { Items = [] } of paginateScan({ client }, { TableName: 'small-table' })) {
    found.push(...Items.map(({ pk }) => pk?.S ?? ''));
  }
  return found.sort();
}

it('time to live removes items within two days of their expiry, not all at once, and none before', async () => {
  const end = Math.floor(Date.now() / 1000) + 3600;
  const names = Array.from({ length: 24 }, (_, index) => `ends${index}`);
  const put = (pk: string, fields = {}) => ({
    PutRequest: { Item: { pk: { S: pk }, sk: { S: 'x' }, ...fields } },
  });
  const requests = [put('stays'), ...names.map((pk) => put(pk, { expiresAt: { N: String(end) } }))];
  await small.machine.dynamodb.send(
    new BatchWriteItemCommand({ RequestItems: { 'small-table': requests } }),
  );

  await after(DAY_MS / 48);
  expect(await items()).toHaveLength(25);
  await after(DAY_MS);
  const late = (await items()).length;
  expect([late > 1, late < 25]).toEqual([true, true]);
  await after(2 * DAY_MS);
  expect(await items()).toEqual(['stays']);
});

it('the lifecycle of the bucket removes objects with its prefix at the midnight after its days', async () => {
  const { s3 } = small.machine;
  const Bucket = 'small-bucket';
  for (const Key of ['inbound/a', 'kept/a']) {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  }
  const keys = async () =>
    (await s3.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key);

  await after(2.9 * DAY_MS);
  expect(await keys()).toEqual(['inbound/a', 'kept/a']);
  await after(1.2 * DAY_MS);
  expect(await keys()).toEqual(['kept/a']);
});
