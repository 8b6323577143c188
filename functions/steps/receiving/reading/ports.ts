/** Ports of reading a raw mail. */

import type { Readable } from 'node:stream';
import type { Verdicts } from '../../../mail/message.ts';
import type { SettingsSource, TokenKeySource } from '../../ports.ts';

export interface RawMail {
  mailId: string;
  /** Opens the octets from the beginning, each time. Call it for a mail that was found: what `find` opened must be read. */
  open(): Promise<Readable>;
  /** Name of the mailbox, for polled mail. */
  mailbox?: string;
  /** A polled mail that was too large to be fetched: only its header is stored (S14). */
  isHeaderOnly?: true;
}

export interface RawMailStore {
  /** Undefined: no such object. */
  find(mailId: string): Promise<RawMail | undefined>;
  /** Whether the object exists, for callers who do not read it. */
  isThere(mailId: string): Promise<boolean>;
}

export interface RawMailLinks {
  /** A short-lived URL of the raw mail. The object must exist. */
  urlOf(mailId: string): Promise<string>;
}

/** Our own check of a mail's signatures, used when no receiver we trust has judged them (S3). */
export interface DkimChecker {
  check(raw: Readable): Promise<Pick<Verdicts, 'dkim' | 'dkimDomains'>>;
  /** The domains that sealed the mail (RFC 8617), oldest first; empty if there is no ARC chain, or an invalid one. */
  readSealers(raw: Readable): Promise<string[]>;
}

/** What reading a mail, its verdicts and its signals asks. */
export interface ReadMailPorts {
  settings: SettingsSource;
  tokenKeys: TokenKeySource;
  dkim: DkimChecker;
}
