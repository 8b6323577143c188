import type { Station } from './simulate.ts';

/** What a deployment is given; the defaults are those of lib/. */
export interface Deployment {
  /** Mails a second that SES takes of the account. */
  sendsPerSecond: number;
  parseCopies: number;
  notifyCopies: number;
  streamShards: number;
}

/** One AWS call inside a region, in milliseconds. */
export const CALL_MS = 6;
/**
 * Milliseconds of one vCPU and AWS calls of one mail or message, as `npm run bench:throughput` and `npm run bench:costs` print them: service time
 * = CPU + calls × the time of one.
 */
export const SERVICE = {
  parse: { cpuMs: 20, calls: 6 },
  decide: { cpuMs: 8, calls: 6 },
  send: { cpuMs: 18, calls: 7 },
} as const;
/** lib/work-queue.ts, lib/receiving/mail-arrival.ts, lib/sending/notifications.ts and lib/stream-consumers.ts */
const BATCHES = { inbound: 5, stream: 25, outgoing: 5 } as const;
const CALLS_PER_SHARD = 4;
/** Writes a second that one partition key of the index takes (DynamoDB). */
const WRITES_PER_KEY = 1000;

const msOf = ({ cpuMs, calls }: { cpuMs: number; calls: number }) => cpuMs + calls * CALL_MS;

/** The way of a mail that is answered to one recipient. */
export const stationsOf = (deployment: Deployment): Station[] => [
  {
    name: 'parse-mail',
    servers: deployment.parseCopies,
    batch: BATCHES.inbound,
    perCallMs: 2,
    perItemMs: msOf(SERVICE.parse),
  },
  {
    name: 'index keys (MAILS#…, CONVERSATIONS#open)',
    servers: 1000,
    batch: 1,
    perCallMs: 0,
    perItemMs: 1,
    // a message moves its conversation in the list: one write takes it out, one puts it in
    itemsPerSecond: WRITES_PER_KEY / 2,
  },
  {
    name: 'notify, deciding (stream)',
    servers: deployment.streamShards * CALLS_PER_SHARD,
    batch: BATCHES.stream,
    perCallMs: 100,
    perItemMs: msOf(SERVICE.decide),
  },
  {
    name: 'notify, sending (SES)',
    servers: deployment.notifyCopies,
    batch: BATCHES.outgoing,
    perCallMs: 2,
    perItemMs: msOf(SERVICE.send),
    itemsPerSecond: deployment.sendsPerSecond,
  },
];
