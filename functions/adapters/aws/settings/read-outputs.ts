import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { answerUnless } from '../answer-unless.ts';

/** A stack in one of these states has no resources: its first deployment has only begun, or failed. */
const STATES_OF_NOTHING = ['REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'];

/** The outputs of a deployed stack by name; undefined: no such stack. */
export async function readOutputs(
  cloudFormation: CloudFormationClient,
  StackName: string,
): Promise<Record<string, string> | undefined> {
  const asked = cloudFormation.send(new DescribeStacksCommand({ StackName }));
  const [stack] = (await answerUnless(isNoStack, asked))?.Stacks ?? [];
  if (!stack || STATES_OF_NOTHING.includes(stack.StackStatus ?? '')) return undefined;
  const outputs = stack.Outputs ?? [];
  return Object.fromEntries(
    outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}

/** CloudFormation reports a missing stack as a general ValidationError, so only its message tells. */
const isNoStack = ({ message }: Error) => /does not exist/.test(message);
