import type { Template } from 'aws-cdk-lib/assertions';
import { type Resource, resourcesOf } from '../test/lib/synthesize.ts';
import { PRICE } from './prices.ts';

const MONTH_MINUTES = 30 * 24 * 60;
/** Free in each account. */
const [FREE_ALARMS, FREE_REQUESTS] = [10, 1e6];
/**
 * Requests that the mapping of a standard queue keeps open while no message comes, each for 20 seconds: five if it has a maximum
 * concurrency, otherwise "as few as 2" (Lambda guide, "Configuring scaling behavior for SQS event source mappings").
 */
const POLLERS = { bounded: 5, unbounded: 2 };
const REQUESTS_A_MINUTE = 60 / 20;
/** A scheduled run that finds nothing to do. */
const RUN = { seconds: 0.1, readUnits: 3 };

export interface IdlePart {
  what: string;
  count: number;
  $: number;
}

/** What a deployed stack costs in a month of 30 days in which nothing comes, computed from its template. */
export function idleDollars(template: Template): IdlePart[] {
  const ofType = (type: string) => resourcesOf(template, type);
  const secrets = ofType('AWS::SecretsManager::Secret').length;
  const alarms = ofType('AWS::CloudWatch::Alarm').reduce(
    (sum, { properties }) => sum + metricsOf(properties),
    0,
  );
  const runs = runsOf(template);
  const requests = pollsOf(template) + requestsOfRuns(template);
  return [
    { what: 'secrets', count: secrets, $: secrets * PRICE.secret },
    { what: 'alarms', count: alarms, $: Math.max(0, alarms - FREE_ALARMS) * PRICE.alarm },
    { what: 'scheduled runs', count: sumOf(runs.values()), $: dollarsOfRuns(template, runs) },
    {
      what: 'requests to queues',
      count: requests,
      $: (Math.max(0, requests - FREE_REQUESTS) * PRICE.sqsRequest) / 1e6,
    },
  ];
}

const sumOf = (numbers: Iterable<number>) => [...numbers].reduce((sum, one) => sum + one, 0);

/** CloudWatch charges for each metric of an alarm. */
const metricsOf = ({ Metrics }: Resource['properties']): number =>
  Metrics?.filter((one: { MetricStat?: object }) => one.MetricStat !== undefined).length ?? 1;

/** Monthly runs of each scheduled function, by logical id. */
function runsOf(template: Template): Map<string, number> {
  return new Map(
    resourcesOf(template, 'AWS::Events::Rule').flatMap(({ properties }) => {
      const { ScheduleExpression = '', State, Targets } = properties;
      const minutes = Number(/^rate\((\d+) minutes?\)$/.exec(ScheduleExpression)?.[1]);
      if (State !== 'ENABLED' || Number.isNaN(minutes)) return [];
      return [[Targets[0].Arn['Fn::GetAtt'][0], MONTH_MINUTES / minutes] as const];
    }),
  );
}

function dollarsOfRuns(template: Template, runs: Map<string, number>): number {
  const functions = resourcesOf(template, 'AWS::Lambda::Function');
  return sumOf(
    functions.map(({ id, properties }) => {
      const gigabyteSeconds = (properties.MemorySize / 1024) * RUN.seconds;
      const dollarsOfMillion =
        PRICE.invocation + gigabyteSeconds * PRICE.gigabyteSecond + RUN.readUnits * PRICE.readUnit;
      return ((runs.get(id) ?? 0) * dollarsOfMillion) / 1e6;
    }),
  );
}

/** Requests of the event source mappings, which poll their queues all the time. */
function pollsOf(template: Template): number {
  const mappings = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').filter(
    ({ properties }) => properties.EventSourceArn['Fn::GetAtt'][1] === 'Arn',
  );
  return sumOf(
    mappings.map(
      ({ properties }) =>
        POLLERS[properties.ScalingConfig ? 'bounded' : 'unbounded'] *
        REQUESTS_A_MINUTE *
        MONTH_MINUTES,
    ),
  );
}

/** Requests of `reconcile`, which polls each dead-letter queue and the queue of looks. */
function requestsOfRuns(template: Template): number {
  const { length: deadLetters } = resourcesOf(template, 'AWS::SQS::Queue').filter(({ id }) =>
    id.includes('DeadLetters'),
  );
  const [, runs = 0] = [...runsOf(template)].find(([id]) => id.includes('Reconcile')) ?? [];
  return runs * (deadLetters + 1);
}
