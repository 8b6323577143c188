/** List prices of us-east-1 (November 2026, on demand, arm64) in dollars per million; for secrets and alarms per month and piece. */
export const PRICE = {
  sesIn: 100,
  /** A received mail of up to 256 KB is one chunk. */
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
  gigabyteSecond: 13.3334,
  logGigabyte: 0.5e6,
  secret: 0.4,
  alarm: 0.1,
} as const;
