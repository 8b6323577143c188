/**
 * `npm run bench:dollars`: what a million mails in and a million mails out cost on AWS, line by line with the
 * formula: calls and units as counted by the scene of `npm run bench:costs`, service times (bench/service-times.ts)
 * and the template, times list prices (bench/prices.ts). The floor is the part of SES and S3.
 */
import { functionsOf, synthesize } from '../test/lib/synthesize.ts';
import { openCostScene } from '../test/support/cost-scene.ts';
import type { AwsUse } from '../test/support/count-calls.ts';
import { startAws } from '../test/support/start-aws.ts';
import { idleDollars } from './idle-dollars.ts';
import { PRICE } from './prices.ts';
import { SERVICE, serviceTimeOf } from './service-times.ts';

/** What SES and S3 cost for a million pairs, measured earlier for the issue of cost. */
const FLOOR = 209;

/** Invocations for one pair when each mail comes alone. Looks come with reconcile's schedule, so they cost none. */
const INVOCATIONS = { parse: 1, decide: 1, send: 1, post: 1, tellNobody: 2, look: 0 };
/** SQS requests for one message: sent, and received and deleted in batches of five; looks in batches of ten. */
const SQS_REQUESTS = { inbound: 1.4, outgoing: 1.4, look: 1.2 };
const LOG_BYTES = 2_500;

const aws = await startAws();
const scene = await openCostScene(aws);
await scene.begin();
const uses = [await scene.mailIn(), await scene.messageOut()];
await aws.stop();
const sum = (of: (use: AwsUse) => number) => uses.reduce((total, use) => total + of(use), 0);

const template = synthesize({});
const functions = functionsOf(template);
const gigabyteSeconds = Object.values(SERVICE).reduce((total, service) => {
  const megabytes: number = functions.get(service.function)?.properties.MemorySize;
  const { cpuMs, waitMs, aloneMs } = serviceTimeOf(service, megabytes);
  return total + (megabytes / 1024) * ((cpuMs + waitMs + aloneMs) / 1000);
}, 0);
const invocations = Object.values(INVOCATIONS).reduce((total, count) => total + count, 0);
const requests = Object.values(SQS_REQUESTS).reduce((total, count) => total + count, 0);
const line = (what: string, count: number, price: number) => ({
  what,
  'a pair': Number(count.toFixed(3)),
  '$ a million': price,
  $: Number((count * price).toFixed(1)),
});
const lines = [
  line('SES, mail in and out', 1, PRICE.sesIn + PRICE.sesInChunk + PRICE.sesOut),
  line('S3 put', 1, PRICE.s3Put),
  line('S3 get and head', 2, PRICE.s3Get),
  line(
    'DynamoDB write units',
    sum(({ writeUnits }) => writeUnits),
    PRICE.writeUnit,
  ),
  line(
    'DynamoDB read units',
    sum(({ readUnits }) => readUnits),
    PRICE.readUnit,
  ),
  line('SQS requests', requests, PRICE.sqsRequest),
  line('SNS', 1, PRICE.snsPublish),
  line('HTTP API', 1, PRICE.httpApiCall),
  line('Lambda invocations', invocations, PRICE.invocation),
  line('Lambda GB-seconds', gigabyteSeconds, PRICE.gigabyteSecond),
  line('Logs, GB', LOG_BYTES / 1e9, PRICE.logGigabyte),
];
console.table(lines);
const total = lines.reduce((dollars, { $ }) => dollars + $, 0);
console.log(
  `a million pairs: $${total.toFixed(0)} = ${(total / FLOOR).toFixed(2)} × floor ($${FLOOR}); goal 1.2, before $322`,
);

const idle = idleDollars(template);
console.table(idle.map(({ $, ...part }) => ({ ...part, $: Number($.toFixed(2)) })));
const idleTotal = idle.reduce((dollars, { $ }) => dollars + $, 0);
console.log(`an idle stack: $${idleTotal.toFixed(2)} a month; goal 3, before $6`);
