import type { Condition } from './write.ts';

/** A part of a partition, in order of the sort key. */
export interface Query {
  /** Of the table, or of one of its indexes. */
  partition: string;
  /** `gsi1` has whole items; `gsi2` has their keys alone, and is read as {@link keyedItem}. */
  index?: 'gsi1' | 'gsi2';
  /** Bounds of the sort key, both included. */
  from?: string;
  until?: string;
  isNewestFirst?: boolean;
  /** What was written within the last second may be missing: for half the units. An index is never read otherwise. */
  mayBeStale?: boolean;
  /** Items that are looked at, before the filter. */
  limit?: number;
  cursor?: string | undefined;
  filter?: Condition | undefined;
}
