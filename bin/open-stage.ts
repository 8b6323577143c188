import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { readStageOutputs } from '../functions/adapters/aws/settings/read-outputs.ts';
import { openTableOfStage } from '../functions/adapters/aws/table/open-table.ts';

/** What a deployed stage says about itself, and its table. */
export async function openStage(stage: string) {
  const outputs = await readStageOutputs(new CloudFormationClient({}), stage, 'TableName');
  return { outputs, table: openTableOfStage(outputs.TableName) };
}
