/**
 * `npm run bench:dollars`: what a million mails in and a million mails out cost on AWS, line by line, with its formula: counted calls and units (the
 * scene of `npm run bench:costs`) times list prices of us-east-1 (November 2026, on demand, arm64). The floor is what SES and S3 alone take.
 */
import { openCostScene } from '../test/support/cost-scene.ts';
import type { AwsUse } from '../test/support/count-calls.ts';
import { startAws } from '../test/support/start-aws.ts';

/** Dollars for a million. */
const PRICE = {
  sesIn: 100,
  /** A mail in of up to 256 KB is one chunk. */
  sesInChunk: 90 / 1000,
  sesOut: 100,
  s3Put: 5,
  s3Get: 0.4,
  writeUnit: 0.625,
  readUnit: 0.125,
  sqsRequest: 0.4,
  snsPublish: 0.5,
  httpApiCall: 1,
  invocation: 0.2,
  /** Of a GB-second. */
  gigabyteSecond: 13.3334,
} as const;
const LOG_DOLLARS_PER_GB = 0.5;
/** What SES and S3 take of a pair: issue of cost, measured before. */
const FLOOR = 209;

/** Of a mail in and out: megabytes as in lib/, milliseconds as bench:throughput prints them plus 6 for each AWS call. */
const FUNCTIONS = {
  'parse-mail': { megabytes: 1769, ms: 20 + 6 * 6, calls: 1 },
  'notify, deciding': { megabytes: 1024, ms: 1.7 * 8 + 6 * 6, calls: 1 },
  'notify, sending': { megabytes: 1024, ms: 1.7 * 18 + 7 * 6, calls: 1 },
  'serve-api': { megabytes: 1769, ms: 8 + 4 * 6, calls: 1 },
  'deliver-webhooks, finding nobody': { megabytes: 512, ms: 3.5 + 6, calls: 2 },
  'reconcile, one look': { megabytes: 512, ms: 3.5 + 6, calls: 0.1 },
} as const;
/** Requests of SQS for one message: sent, received and deleted in batches of five, and the look after each mail. */
const SQS_REQUESTS = { inbound: 1.4, outgoing: 1.4, look: 1.2 };
const LOG_BYTES = 2_500;

const aws = await startAws();
const scene = await openCostScene(aws);
await scene.begin();
const uses = [await scene.mailIn(), await scene.messageOut()];
await aws.stop();
const sum = (of: (use: AwsUse) => number) => uses.reduce((total, use) => total + of(use), 0);

const gigabyteSeconds = Object.values(FUNCTIONS).reduce(
  (total, { megabytes, ms }) => total + (megabytes / 1024) * (ms / 1000),
  0,
);
const invocations = Object.values(FUNCTIONS).reduce((total, { calls }) => total + calls, 0);
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
  line('Logs, GB', LOG_BYTES / 1e9, LOG_DOLLARS_PER_GB * 1e6),
];
console.table(lines);
const total = lines.reduce((dollars, { $ }) => dollars + $, 0);
console.log(
  `a million pairs: $${total.toFixed(0)} = ${(total / FLOOR).toFixed(2)} × floor ($${FLOOR}); goal 1.2, before $322`,
);

const MONTH_MINUTES = 30 * 24 * 60;
const RUNS = {
  'reconcile, every 5 minutes': MONTH_MINUTES / 5,
  'poll-mailboxes, every minute': MONTH_MINUTES,
};
const runDollars = Object.values(RUNS).reduce((dollars, runs) => {
  const perRun = PRICE.invocation + 0.5 * 0.1 * PRICE.gigabyteSecond + 3 * PRICE.readUnit;
  return dollars + (runs * perRun) / 1e6;
}, 0);
/** Secrets Manager takes $0.40 a secret, CloudWatch $0.10 an alarm; ten alarms and a million requests of SQS are free in each account. */
const [SECRETS, ALARMS, FREE_ALARMS] = [2, 26, 10];
/** Each queue's mapping asks it all the time: five pollers, 20 seconds a request. */
const POLLED_QUEUES = 6;
const requestsOfPollers = POLLED_QUEUES * 5 * 3 * MONTH_MINUTES;
const idle = {
  secrets: SECRETS * 0.4,
  alarms: (ALARMS - FREE_ALARMS) * 0.1,
  schedules: runDollars,
  'polling of queues': ((requestsOfPollers - 1e6) * PRICE.sqsRequest) / 1e6,
};
const idleDollars = Object.values(idle).reduce((total, dollars) => total + dollars, 0);
const parts = Object.entries(idle).map(([what, dollars]) => `${what} ${dollars.toFixed(2)}`);
console.log(`an idle stack: $${idleDollars.toFixed(2)} a month (${parts.join(', ')}); goal 3`);
