import {
  type CloudFormationClient,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { answerUnless } from '../answer-unless.ts';
import { isNoStack } from '../settings/read-outputs.ts';

/** Switches a stack's termination protection off, if it is there and on: where it is not, the right to switch it is not needed. */
export async function unprotectStack(
  cloudFormation: CloudFormationClient,
  StackName: string,
): Promise<void> {
  const asked = cloudFormation.send(new DescribeStacksCommand({ StackName }));
  const [stack] = (await answerUnless(isNoStack, asked))?.Stacks ?? [];
  if (!stack?.EnableTerminationProtection) return;
  const off = { StackName, EnableTerminationProtection: false };
  await cloudFormation.send(new UpdateTerminationProtectionCommand(off));
}
