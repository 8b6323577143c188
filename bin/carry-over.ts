/**
 * `npm run carry-over -- STAGE [--write]`: after the update from 0.1.0, gives what that version wrote its places in
 * the lists and the links that an erasure follows (docs/deploy.md, "Update from 0.1.0"). Without `--write` it only
 * counts. It may be ended and run again at any time. Exit code 1: some cannot be carried over, or not yet; 2: it failed.
 */
import { openDynamoDb } from '../functions/adapters/aws/clients.ts';
import { type CarriedOver, carryOver } from '../functions/adapters/aws/table/carry-over.ts';
import { createReconcileMark } from '../functions/adapters/aws/table/reconciling/reconcile-table.ts';
import { explainFailure } from './explain-failure.ts';
import { openStage } from './open-stage.ts';
import { readArguments } from './read-arguments.ts';

/** Hours with a large table, so it says how far it is. */
const REPORT_EVERY_MS = 30_000;

async function run(stage: string, isRehearsal: boolean): Promise<void> {
  const { table } = await openStage(stage);
  const mark = await createReconcileMark(table).read();
  if (mark === undefined) {
    throw new Error(
      `reconcile has not run in the stage ${stage} yet: it does so every five minutes, from the update on (that of 0.1.0 does not count)`,
    );
  }
  const verb = isRehearsal ? 'to carry over' : 'carried over';
  const report = (counts: CarriedOver) => console.log(`${verb}: ${describe(counts)}`);
  let reportedAt = Date.now();
  const reportNowAndThen = (soFar: CarriedOver) => {
    if (Date.now() - reportedAt < REPORT_EVERY_MS) return;
    reportedAt = Date.now();
    report(soFar);
  };
  const upTo = new Date(mark).toISOString();
  const order = { isRehearsal, report: reportNowAndThen };
  const carried = await carryOver(table, openDynamoDb(), upTo, order);
  report(carried);
  const { waiting, unreadable } = carried;
  for (const key of unreadable) console.log(`left as it is, because it cannot be read: ${key}`);
  if (waiting > 0) console.log(`${waiting} are in use: run this again in half an hour`);
  if (isRehearsal) console.log(`nothing was written; npm run carry-over -- ${stage} --write does`);
  process.exitCode = waiting > 0 || unreadable.length > 0 ? 1 : 0;
}

const describe = ({ conversations, mails, suppressions }: CarriedOver) =>
  `${conversations} conversations, ${mails} mails, ${suppressions} suppressions`;

const USAGE =
  'usage: npm run carry-over -- STAGE [--write]   (with AWS credentials and AWS_REGION)';
const { positionals, values } = readArguments(USAGE, {
  options: { write: { type: 'boolean', default: false } },
  words: 1,
});
const [stage = ''] = positionals;
await run(stage, !values.write).catch((error) => {
  console.error(explainFailure(error));
  process.exitCode = 2;
});
