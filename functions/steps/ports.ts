import type { TokenKeys } from '../conversations/signals/token.ts';
import type { Settings } from '../settings/settings.ts';

/**
 * Ports that every step needs; each folder here has a ports.ts for its own. `adapters/` implements them, and tests use small fakes. A port
 * returns expected outcomes as values; an exception means "try again later" or a bug.
 */

/** Steps know no clock of their own. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

/** Takes named fields only; never a mail body, never a secret. */
export interface Log {
  info(fields: Record<string, unknown>, text: string): void;
  warn(fields: Record<string, unknown>, text: string): void;
  error(fields: Record<string, unknown>, text: string): void;
}

/** What steps and adapters are given of the machine that they run on. */
export interface Machine {
  clock: Clock;
  log: Log;
}

/** Work that is one function's until `until` (epoch milliseconds); `id` proves whose it is. */
export interface Lease {
  id: string;
  until: number;
}

export interface Page<Item> {
  items: Item[];
  /** Opaque; undefined on the last page. */
  cursor?: string;
}

/** Which page of a list: at most `limit` items, after the page that gave `cursor`. */
export interface PageOptions {
  limit: number;
  cursor?: string | undefined;
}

export interface ListOptions<Filter> extends PageOptions {
  filter?: Filter;
}

/** The settings in force: cached for 60 s; a bad value leaves the last good one in force (S20). */
export interface SettingsSource {
  read(): Promise<Settings>;
}

export interface TokenKeySource {
  read(): Promise<TokenKeys>;
}
