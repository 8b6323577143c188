import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { expireItems } from '../events/expire-items.ts';
import { LocalError } from '../local-error.ts';
import type { ResourceCreator } from '../template/create-resources.ts';
import type { Machine } from './machine.ts';
import { physicalName } from './physical-name.ts';
import { fieldsOf, optionalText } from './read-property.ts';

type Input = CreateTableCommandInput;

/** DynamoDB expires items all the time; an hour is well below its delay. */
const EXPIRE_EVERY_MS = 3_600_000;

export function tableCreators(machine: Machine): Record<string, ResourceCreator> {
  const { dynamodb, stackName, schedules } = machine;
  const createTable: ResourceCreator = async (request) => {
    const { logicalId, properties } = request;
    const name = optionalText(request, 'TableName') ?? physicalName(stackName, logicalId, 255);
    const indexes = properties.GlobalSecondaryIndexes as Input['GlobalSecondaryIndexes'];
    const input: Input = {
      TableName: name,
      KeySchema: properties.KeySchema as unknown as Input['KeySchema'],
      AttributeDefinitions:
        properties.AttributeDefinitions as unknown as Input['AttributeDefinitions'],
      BillingMode: 'PAY_PER_REQUEST',
      ...(indexes ? { GlobalSecondaryIndexes: indexes } : {}),
      ...streamOf(optionalText(fieldsOf(request, 'StreamSpecification'), 'StreamViewType')),
    };
    const kept = await describe(dynamodb, name);
    const table = kept ? await withIndexes(dynamodb, kept, input) : await create(dynamodb, input);
    requireSame(input, table);
    const attribute = optionalText(fieldsOf(request, 'TimeToLiveSpecification'), 'AttributeName');
    if (attribute !== undefined) {
      const keyNames = (input.KeySchema ?? []).map(({ AttributeName = '' }) => AttributeName);
      const expiring = { tableName: name, keyNames, attribute };
      schedules.add({
        name: `time to live of ${name}`,
        everyMs: EXPIRE_EVERY_MS,
        run: () => machine.activity.during(() => expireItems(dynamodb, expiring)),
      });
    }
    return {
      ref: name,
      attributes: { Arn: table.TableArn ?? name, StreamArn: table.LatestStreamArn ?? '' },
    };
  };
  return { 'AWS::DynamoDB::Table': createTable };
}

function streamOf(viewType: string | undefined): Pick<Input, 'StreamSpecification'> {
  if (viewType === undefined) return {};
  return {
    StreamSpecification: {
      StreamEnabled: true,
      StreamViewType: viewType as NonNullable<Input['StreamSpecification']>['StreamViewType'],
    },
  };
}

async function describe(
  client: DynamoDBClient,
  name: string,
): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function create(client: DynamoDBClient, input: Input): Promise<TableDescription> {
  const { TableDescription: table } = await client.send(new CreateTableCommand(input));
  if (!table) throw new Error(`the table ${input.TableName} was not created`);
  return table;
}

/** Adds indexes that are new in the template, as CloudFormation does. */
async function withIndexes(
  client: DynamoDBClient,
  kept: TableDescription,
  { TableName, AttributeDefinitions, GlobalSecondaryIndexes = [] }: Input,
): Promise<TableDescription> {
  const known = new Set(kept.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
  let table = kept;
  for (const Create of GlobalSecondaryIndexes) {
    if (known.has(Create.IndexName)) continue;
    const GlobalSecondaryIndexUpdates = [{ Create }];
    const output = await client.send(
      new UpdateTableCommand({ TableName, AttributeDefinitions, GlobalSecondaryIndexUpdates }),
    );
    table = output.TableDescription ?? table;
  }
  return table;
}

/** A table from an earlier run may only be used if the template still describes it. */
function requireSame(input: Input, table: TableDescription): void {
  const wanted = shape(input.KeySchema, input.GlobalSecondaryIndexes);
  const found = shape(table.KeySchema, table.GlobalSecondaryIndexes);
  if (wanted === found) return;
  throw new LocalError(
    `The kept table ${input.TableName} has other keys or indexes than the template (kept: ${found}; template: ${wanted}). ` +
      'Give an empty PIPING_DATA_DIR or DYNAMODB_ENDPOINT.',
  );
}

function shape(
  keys: Input['KeySchema'],
  indexes: TableDescription['GlobalSecondaryIndexes'],
): string {
  const describeKeys = (schema: Input['KeySchema']) =>
    (schema ?? []).map(({ AttributeName, KeyType }) => `${AttributeName}:${KeyType}`).join(',');
  const described = (indexes ?? []).map(
    (index) => `${index.IndexName}(${describeKeys(index.KeySchema)})`,
  );
  return [describeKeys(keys), ...described.sort()].join(' ');
}
