import {
  CreateTableCommand,
  type CreateTableCommandInput,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { readKeptTable } from '../../../../functions/adapters/aws/account/read-kept-table.ts';
import { examineKeptTable } from '../../../../functions/steps/examining/examine-kept-table.ts';
import { resourcesOf, synthesize } from '../../../lib/synthesize.ts';
import { awsOfFile } from '../../../support/aws-of-file.ts';

const { aws } = await awsOfFile();

/** The table as the stack makes it. */
async function deployTable(TableName: string): Promise<string> {
  const [table] = resourcesOf(synthesize(), 'AWS::DynamoDB::Table');
  if (!table) throw new Error('the stack has no table');
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, ...rest } = table.properties;
  const input = { TableName, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes };
  const { TableDescription } = await aws.dynamodb.send(
    new CreateTableCommand({
      ...(input as CreateTableCommandInput),
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, ...rest.StreamSpecification },
    }),
  );
  const TimeToLiveSpecification = rest.TimeToLiveSpecification;
  await aws.dynamodb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  return TableDescription?.TableArn ?? '';
}

describe('readKeptTable', () => {
  it('reads a table of the stack’s own as sound', async () => {
    const arn = await deployTable('kept');
    const kept = await readKeptTable(aws.dynamodb, arn);
    const streamArn = kept?.stream?.arn ?? '';
    expect(examineKeptTable({ arn, streamArn }, kept)).toEqual([
      { state: 'good', what: 'the table kept' },
    ]);
  });

  it('gives nothing for a missing table', async () => {
    const arn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/gone';
    expect(await readKeptTable(aws.dynamodb, arn)).toBeUndefined();
  });
});
