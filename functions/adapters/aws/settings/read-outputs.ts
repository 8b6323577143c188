import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/** Nothing stands of a stack in these states: its first deployment was begun, or failed. */
const STATES_OF_NOTHING = ['REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'];

/** The outputs of a deployed stack by name; undefined: there is no such stack. */
export async function readOutputs(
  cloudFormation: CloudFormationClient,
  StackName: string,
): Promise<Record<string, string> | undefined> {
  const asked = cloudFormation.send(new DescribeStacksCommand({ StackName }));
  const [stack] = (await ifStackExists(asked))?.Stacks ?? [];
  if (!stack || STATES_OF_NOTHING.includes(stack.StackStatus ?? '')) return undefined;
  const outputs = stack.Outputs ?? [];
  return Object.fromEntries(
    outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}

/** CloudFormation's error has no name of its own for a stack that is not there. */
export async function ifStackExists<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}
