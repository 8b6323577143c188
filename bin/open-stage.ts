import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { readOutputs } from '../functions/adapters/aws/settings/read-outputs.ts';
import { openTable } from '../functions/adapters/aws/table/open-table.ts';

/** The table needs a value; no command writes a mail record. */
const MAIL_RECORD_DAYS = 1;

/** What a deployed stage says about itself, and its table. */
export async function openStage(stage: string) {
  const outputs = await readOutputs(new CloudFormationClient({}), `email-piping-${stage}`);
  if (!outputs?.TableName) throw new Error(`there is no stack email-piping-${stage} here`);
  const table = openTable({ tableName: outputs.TableName, mailRecordDays: MAIL_RECORD_DAYS });
  return { outputs, table };
}
