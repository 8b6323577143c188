import { hash } from 'node:crypto';
import { readHeaderFields } from '../../../mail/header-fields.ts';
import type { Pop3Connection } from './pop3-connection.ts';
import { top } from './top.ts';
import { countCopies } from './uidl.ts';

/** Mails of one listing whose headers are asked for at every poll. A longer listing of such UIDLs is believed. */
const MAX_TOLD_BY_HEADER = 100;

/** Nobody changes these while the mail lies in the mailbox, as some servers do with Status. */
const LASTING_FIELDS = new Set(['received', 'message-id', 'date', 'from', 'to', 'subject']);

/**
 * Ids of mails by their headers, for a server whose UIDLs are the message numbers, or all the same. They do not last, as RFC 1939 §7 demands:
 * when a mail is deleted, the next one gets its UIDL, and would be taken for one that was read or, worse, is to be deleted.
 */
export async function tellByHeader(
  connection: Pop3Connection,
  listed: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  if (listed.size > MAX_TOLD_BY_HEADER || !saysNothing([...listed])) return listed;
  const told: [string, number][] = [];
  for (const number of listed.values()) {
    told.push([markOf(await top(connection, number)), number]);
  }
  return countCopies(told);
}

function saysNothing(listed: [string, number][]): boolean {
  const ids = listed.map(([id]) => id.split(' ')[0]);
  const areAllTheSame = listed.length > 1 && new Set(ids).size === 1;
  return areAllTheSame || listed.every(([id, number]) => id === String(number));
}

function markOf(header: Buffer): string {
  const fields = readHeaderFields(header).filter(({ name }) => LASTING_FIELDS.has(name));
  return hash('sha256', JSON.stringify(fields));
}
