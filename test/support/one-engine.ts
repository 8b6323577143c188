import { type DynamodbEngine, startDynamodb } from '../../local/engines/dynamodb-engine.ts';

let engine: DynamodbEngine | undefined;

/** Runs once before the unit tests: one DynamoDB for all files, because each has a table of its own, and fifty starts take seconds. */
export async function setup(): Promise<void> {
  engine = await startDynamodb(process.env.DYNAMODB_ENDPOINT, undefined);
  process.env.TEST_DYNAMODB_ENDPOINT = engine.endpoint;
}

export const teardown = () => engine?.stop();
