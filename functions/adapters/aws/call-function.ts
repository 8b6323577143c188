import { boundedInvocations } from './bounded-calls.ts';
import { readJson } from './read-json.ts';

/** `answer` of a call that failed holds Lambda's `errorMessage`, if anything. */
export interface FunctionAnswer {
  hasFailed: boolean;
  answer: unknown;
}

/** Calls another function of the stack and waits for its answer. */
export async function callFunction(functionName: string, event: object): Promise<FunctionAnswer> {
  // loaded here: such calls are rare
  const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  const { FunctionError, Payload } = await new LambdaClient(boundedInvocations()).send(
    new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
  );
  const answer = readJson(Payload?.transformToString() || 'null');
  return { hasFailed: FunctionError !== undefined, answer };
}
