import {
  type CloudFormationClient,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { answerUnless } from '../answer-unless.ts';
import { isNoStack } from '../settings/read-outputs.ts';

/** Switches a stack's termination protection off; a missing stack has none. */
export async function unprotectStack(
  cloudFormation: CloudFormationClient,
  StackName: string,
): Promise<void> {
  const off = { StackName, EnableTerminationProtection: false };
  await answerUnless(isNoStack, cloudFormation.send(new UpdateTerminationProtectionCommand(off)));
}
