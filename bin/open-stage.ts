import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { readOutputs } from '../functions/adapters/aws/settings/read-outputs.ts';
import { openTableOfStage } from '../functions/adapters/aws/table/open-table.ts';

/** What a deployed stage says about itself, and its table. */
export async function openStage(stage: string) {
  const outputs = await readOutputs(new CloudFormationClient({}), `email-piping-${stage}`);
  if (!outputs?.TableName) throw new Error(`there is no stack email-piping-${stage} here`);
  return { outputs, table: openTableOfStage(outputs.TableName) };
}
