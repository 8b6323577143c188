import type { Pattern } from './match-pattern.ts';

/** An `AWS::Lambda::EventSourceMapping` of the template. */
export interface EventSourceMapping {
  id: string;
  functionArn: string;
  sourceArn: string;
  isEnabled: boolean;
  batchSize: number;
  /** An event is delivered when one of them matches, or when there is none. */
  filters: Pattern[];
  reportsItemFailures: boolean;
  /** For streams: how often a failed batch is retried; -1 means until the record expires. */
  maxRetries: number;
  /** For streams: older records are given up. */
  maxRecordAgeMs: number;
  bisectsOnError: boolean;
  /** A bucket. */
  onFailureArn: string | undefined;
}

/** The identifiers that a handler reports as failed; undefined when the answer is no such report. */
export function readItemFailures(value: unknown): string[] | undefined {
  if (typeof value !== 'object' || value === null) return [];
  const failures: unknown = Reflect.get(value, 'batchItemFailures');
  if (failures === undefined || failures === null) return [];
  if (!Array.isArray(failures)) return undefined;
  const identifiers = failures.map((failure) => failure?.itemIdentifier);
  return identifiers.every((identifier) => typeof identifier === 'string' && identifier !== '')
    ? identifiers
    : undefined;
}
