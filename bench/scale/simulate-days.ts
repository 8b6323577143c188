/**
 * `npm run bench:scale`: simulates the ten busiest minutes, with a burst, at 1 thousand, 100 thousand and 10 million mails a day against a
 * deployment's limits. Shows what waits, and which limit is reached first. docs/scale.md has the arithmetic.
 */
import { type Deployment, stationsOf } from './deployment.ts';
import { simulate } from './simulate.ts';

/** The busiest ten minutes have this many times the day's mean rate. */
const PEAK = 5;
const MINUTES = 10;
/** Share of the day's mail that comes at once: replies to a newsletter, or mails about an outage. */
const BURST = 1 / 500;

const DEPLOYMENTS: { name: string; mailsADay: number; deployment: Deployment }[] = [
  {
    name: '1 k a day, as deployed in a new account',
    mailsADay: 1_000,
    deployment: { sendsPerSecond: 1, parseCopies: 10, notifyCopies: 2, streamShards: 1 },
  },
  {
    name: '100 k a day, as deployed',
    mailsADay: 100_000,
    deployment: { sendsPerSecond: 14, parseCopies: 10, notifyCopies: 2, streamShards: 1 },
  },
  {
    name: '100 k a day, SES at 50 a second',
    mailsADay: 100_000,
    deployment: { sendsPerSecond: 50, parseCopies: 10, notifyCopies: 5, streamShards: 1 },
  },
  {
    name: '10 M a day, limits raised',
    mailsADay: 10_000_000,
    deployment: { sendsPerSecond: 1_000, parseCopies: 40, notifyCopies: 120, streamShards: 16 },
  },
];

/** Pseudo-random numbers, the same on every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function arrivalsOf(mailsADay: number): number[] {
  const random = seeded(7);
  const perMs = (mailsADay * PEAK) / 86_400_000;
  const endMs = MINUTES * 60_000;
  const arrivals: number[] = [];
  for (let at = 0; at < endMs; at += -Math.log(1 - random()) / perMs) arrivals.push(at);
  const burst = Array.from({ length: Math.round(mailsADay * BURST) }, () => endMs / 3);
  return [...arrivals, ...burst].sort((a, b) => a - b);
}

for (const { name, mailsADay, deployment } of DEPLOYMENTS) {
  const arrivals = arrivalsOf(mailsADay);
  const { stations, endMs } = simulate(stationsOf(deployment), arrivals);
  const first = stations.toSorted((a, b) => b.oldestMs - a.oldestMs)[0];
  console.log(
    `\n${name}: ${arrivals.length} mails in ${MINUTES} minutes, the last through after ${Math.round(endMs / 1000)} s; full first: ${first?.name}`,
  );
  console.table(
    stations.map((station) => ({
      station: station.name,
      'busy %': Math.round(station.utilisation * 100),
      'median wait s': (station.medianMs / 1000).toFixed(1),
      'oldest s': (station.oldestMs / 1000).toFixed(1),
    })),
  );
}
