import { MEMORY_FOR_MAIL_MEGABYTES } from '../../lib/node-function.ts';
import { SERVICE, type ServiceTime, serviceTimeOf } from '../service-times.ts';
import type { Station } from './simulate.ts';

/** The limits of a deployment. */
export interface Deployment {
  /** Mails per second that SES accepts from the account. */
  sendsPerSecond: number;
  parseCopies: number;
  notifyCopies: number;
  streamShards: number;
}

/** Batch sizes of lib/work-queue.ts, lib/receiving/mail-arrival.ts, lib/sending/notifications.ts and lib/stream-consumers.ts */
const BATCHES = { inbound: 5, stream: 25, outgoing: 5 } as const;
const CALLS_PER_SHARD = 4;
/** Writes per second to one partition key of the index (DynamoDB). */
const WRITES_PER_KEY = 1000;

/** lib/node-function.ts, lib/sending/notifications.ts */
const MEGABYTES: Record<string, number> = { 'parse-mail': MEMORY_FOR_MAIL_MEGABYTES, notify: 1024 };

/** In a rush the mails come from different people, so those of a batch wait for AWS at the same time (decision 0103). */
const timesOf = (service: ServiceTime, batch: number) => ({
  ...serviceTimeOf(service, MEGABYTES[service.function] ?? MEMORY_FOR_MAIL_MEGABYTES),
  batch,
  turns: batch,
});

/** The stations of a mail that leads to one recipient's mail. */
export const stationsOf = (deployment: Deployment): Station[] => [
  {
    name: 'parse-mail',
    servers: deployment.parseCopies,
    perCallMs: 2,
    ...timesOf(SERVICE.parse, BATCHES.inbound),
  },
  {
    name: 'index keys (MAILS#…, CONVERSATIONS#open)',
    servers: 1000,
    batch: 1,
    turns: 1,
    perCallMs: 0,
    cpuMs: 0,
    waitMs: 1,
    // a message moves its conversation in the list: one write removes it, one adds it
    itemsPerSecond: WRITES_PER_KEY / 2,
  },
  {
    name: 'notify, deciding (stream)',
    servers: deployment.streamShards * CALLS_PER_SHARD,
    perCallMs: 100,
    ...timesOf(SERVICE.decide, BATCHES.stream),
  },
  {
    name: 'notify, sending (SES)',
    servers: deployment.notifyCopies,
    perCallMs: 2,
    ...timesOf(SERVICE.send, BATCHES.outgoing),
    itemsPerSecond: deployment.sendsPerSecond,
  },
];
