import { type DynamodbEngine, startDynamodb } from '../../local/engines/dynamodb-engine.ts';
import { LocalError } from '../../local/local-error.ts';

let engine: DynamodbEngine | undefined;

/** Runs once before the unit tests: one DynamoDB for all files, because each has a table of its own, and fifty starts take seconds. */
export async function setup(): Promise<void> {
  engine = await startDynamodb(process.env.DYNAMODB_ENDPOINT, undefined).catch(onlyThoseWhoNeedIt);
  if (engine) process.env.TEST_DYNAMODB_ENDPOINT = engine.endpoint;
}

export const teardown = () => engine?.stop();

/** Where there is none for the platform, the files that need one say so themselves, and the others run. */
function onlyThoseWhoNeedIt(error: unknown): undefined {
  if (!(error instanceof LocalError)) throw error;
}
