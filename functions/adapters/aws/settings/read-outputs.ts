import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { answerUnless } from '../answer-unless.ts';

/** A stack in one of these states has no resources: its first deployment has only begun, or failed. */
const STATES_OF_NOTHING = ['REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'];

type Outputs = Record<string, string>;

/** The outputs of a deployed stack by name; undefined: no such stack. */
export async function readOutputs(
  cloudFormation: CloudFormationClient,
  StackName: string,
): Promise<Outputs | undefined> {
  const asked = cloudFormation.send(new DescribeStacksCommand({ StackName }));
  const [stack] = (await answerUnless(isNoStack, asked))?.Stacks ?? [];
  if (!stack || STATES_OF_NOTHING.includes(stack.StackStatus ?? '')) return undefined;
  const outputs = stack.Outputs ?? [];
  return Object.fromEntries(
    outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}

/**
 * The outputs of the stack of a stage.
 * @throws Error if there is no such stack, or if it lacks the output `needed`.
 */
export async function readStageOutputs<Needed extends string = never>(
  cloudFormation: CloudFormationClient,
  stage: string,
  needed?: Needed,
): Promise<Outputs & Record<Needed, string>> {
  const outputs = await readOutputs(cloudFormation, `email-piping-${stage}`);
  if (outputs && hasOutput(outputs, needed)) return outputs;
  const lacking = outputs ? `, whose stack has no output ${needed}` : '';
  const region = await cloudFormation.config.region();
  throw new Error(
    `there is no stage "${stage}" in ${region}${lacking}: are the stage, AWS_REGION and the account right?`,
  );
}

const hasOutput = <Needed extends string>(
  outputs: Outputs,
  needed: Needed | undefined,
): outputs is Outputs & Record<Needed, string> => needed === undefined || Boolean(outputs[needed]);

/** CloudFormation reports a missing stack as a general ValidationError, so only its message tells. */
export const isNoStack = ({ message }: Error) => /does not exist/.test(message);
