import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** CloudWatch keeps logs only for certain numbers of days. Returns the shortest that is at least `days`. */
export function logRetention(days: number): RetentionDays {
  const offered = Object.values(RetentionDays)
    .filter((value): value is RetentionDays => typeof value === 'number')
    .filter((value) => value !== RetentionDays.INFINITE && value >= days);
  return offered.sort((a, b) => a - b)[0] ?? RetentionDays.TEN_YEARS;
}
