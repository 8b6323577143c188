/**
 * `npm run bench:costs`: counts the calls and the DynamoDB units of one mail in and one message out, at the SDK's
 * transport on the embedded engine. The baseline was measured at b0a4531; the goals are those of docs/decisions/0091.
 */
import { openCostScene } from '../test/support/cost-scene.ts';
import { type AwsUse, callsOf } from '../test/support/count-calls.ts';
import { startAws } from '../test/support/start-aws.ts';

const aws = await startAws();
const scene = await openCostScene(aws);
await scene.begin();
const mailIn = await scene.mailIn();
const messageOut = await scene.messageOut();
await scene.addWebhook();
const mailInTold = await scene.mailIn();
const messageOutTold = await scene.messageOut();
await aws.stop();

const pair = (first: number, second: number) => `${first} / ${second}`;
const writes = (first: AwsUse, second: AwsUse) => pair(first.writeUnits, second.writeUnits);
const both = (count: (use: AwsUse) => number, first: AwsUse, second: AwsUse) =>
  count(first) + count(second);
const readsOf = ({ readUnits }: AwsUse) => readUnits;

console.table([
  {
    what: 'WRU a mail in (no webhook / one)',
    baseline: '15 / 29',
    now: writes(mailIn, mailInTold),
    goal: '12 / 18',
  },
  {
    what: 'WRU a message out (none / one)',
    baseline: '32 / 46',
    now: writes(messageOut, messageOutTold),
    goal: '18 / 24',
  },
  {
    what: 'RRU in + out (none / one)',
    baseline: '– / 60',
    now: pair(both(readsOf, mailIn, messageOut), both(readsOf, mailInTold, messageOutTold)),
    goal: '– / 24',
  },
  {
    what: 'AWS calls in + out (none / one)',
    baseline: '–',
    now: pair(both(callsOf, mailIn, messageOut), both(callsOf, mailInTold, messageOutTold)),
    goal: 'half',
  },
]);
for (const [name, use] of Object.entries({ mailIn, messageOut, mailInTold, messageOutTold })) {
  console.log(name, JSON.stringify(use.calls));
}
