import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** CloudWatch keeps logs for certain numbers of days only: the shortest of them that is not below `days`. */
export function logRetention(days: number): RetentionDays {
  const offered = Object.values(RetentionDays)
    .filter((value): value is RetentionDays => typeof value === 'number')
    .filter((value) => value !== RetentionDays.INFINITE && value >= days);
  return offered.sort((a, b) => a - b)[0] ?? RetentionDays.TEN_YEARS;
}
