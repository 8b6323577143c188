import { afterAll } from 'vitest';
import type { ItemStore } from '../../functions/adapters/aws/table/item-store.ts';
import { openTable } from '../../functions/adapters/aws/table/open-table.ts';
import { startAws, type TestAws } from './start-aws.ts';

/** A bucket, a queue and a table for a test file, until its tests end: `const { aws, table } = await awsOfFile();` at its top. */
export async function awsOfFile(): Promise<{ aws: TestAws; table: ItemStore }> {
  const aws = await startAws();
  afterAll(() => aws.stop());
  return { aws, table: openTable(aws, aws.dynamodb) };
}
