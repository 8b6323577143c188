import { headerValues } from '../header-fields.ts';
import type { Message } from '../message.ts';

/** MAILER-DAEMON, some with a number of its own, and the address that Exchange's reports come from. */
const DAEMON = /^(?:mailer[-_]?daemon(?:[-+.]\w{1,40})?|microsoftexchange[\da-f]{32})(?:@|$)/i;

/** Where receivers note the reverse-path. */
const REVERSE_PATH_FIELDS = ['return-path', 'x-return-path', 'x-envelope-from'];

/**
 * Whether a mail server speaks by itself: its null reverse-path in Return-Path and its kin, or MAILER-DAEMON there or as the author (S5). A server that
 * sends a mail on writes a Return-Path of its own above the first one, which then still says where the mail began (RFC 5321 §4.4).
 */
export function isDaemon(message: Pick<Message, 'headerFields' | 'author'>): boolean {
  return (
    REVERSE_PATH_FIELDS.some((name) => headerValues(message, name).some(isDaemonPath)) ||
    DAEMON.test(message.author?.address ?? '') ||
    headerValues(message, 'from').some((value) => DAEMON.test(bare(value)))
  );
}

/** A mail server's own addresses: a daemon's, and the one that every domain has for its mail system (RFC 5321 §4.5.1). */
export const isServerAddress = (address: string): boolean =>
  DAEMON.test(address) || isPostmaster(address);

export const isPostmaster = (address: string): boolean => /^postmaster@/i.test(address);

/** A reverse-path: null, or MAILER-DAEMON; undefined says nothing. */
export function isDaemonPath(path: string | undefined): boolean {
  if (path === undefined) return false;
  return bare(path) === '' || DAEMON.test(bare(path));
}

/** `Mail Delivery System <MAILER-DAEMON>` names no domain, and is no address then. */
const bare = (value: string) => (/<([^<>]*)>\s*$/.exec(value)?.[1] ?? value).trim();
