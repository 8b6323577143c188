import { headerValues } from '../header-fields.ts';
import type { Message } from '../message.ts';

/** MAILER-DAEMON, also with a number, and the address of Exchange's reports. */
const DAEMON = /^(?:mailer[-_]?daemon(?:[-+.]\w{1,40})?|microsoftexchange[\da-f]{32})(?:@|$)/i;

/** Fields in which receivers note the reverse-path. */
const REVERSE_PATH_FIELDS = ['return-path', 'x-return-path', 'x-envelope-from'];

/**
 * Whether a mail server sent the mail: it has a null reverse-path in Return-Path or a similar field, or MAILER-DAEMON there or as author
 * (S5). Every such field counts: a server that resends a mail adds its own Return-Path above the original one (RFC 5321 §4.4).
 */
export function isDaemon(message: Pick<Message, 'headerFields' | 'author'>): boolean {
  return (
    REVERSE_PATH_FIELDS.some((name) => headerValues(message, name).some(isDaemonPath)) ||
    DAEMON.test(message.author?.address ?? '') ||
    headerValues(message, 'from').some((value) => DAEMON.test(bare(value)))
  );
}

/** Whether the address is a mail server's: a daemon's, or postmaster, which every domain has (RFC 5321 §4.5.1). */
export const isServerAddress = (address: string): boolean =>
  DAEMON.test(address) || isPostmaster(address);

export const isPostmaster = (address: string): boolean => /^postmaster@/i.test(address);

/** Whether a reverse-path is null or MAILER-DAEMON. Undefined counts as neither. */
export function isDaemonPath(path: string | undefined): boolean {
  if (path === undefined) return false;
  return bare(path) === '' || DAEMON.test(bare(path));
}

/** The part in angle brackets, or all of it: `Mail Delivery System <MAILER-DAEMON>` has no domain, so no address parser reads it. */
const bare = (value: string) => (/<([^<>]*)>\s*$/.exec(value)?.[1] ?? value).trim();
