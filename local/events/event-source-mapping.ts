import type { Pattern } from './match-pattern.ts';

/** `AWS::Lambda::EventSourceMapping`, read. */
export interface EventSourceMapping {
  id: string;
  functionArn: string;
  sourceArn: string;
  isEnabled: boolean;
  batchSize: number;
  maxBatchingWindowMs: number;
  /** An event is wanted when one of them matches; all are wanted when there is none. */
  filters: Pattern[];
  reportsItemFailures: boolean;
  /** Streams: how often a failed batch is tried again; -1 is "until the record expires". */
  maxRetries: number;
  /** Streams: a record that is older is given up. */
  maxRecordAgeMs: number;
  bisectsOnError: boolean;
  onFailureArn: string | undefined;
}

/** The identifiers that a handler reports as failed; undefined when the answer is not such a report. */
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
