import { useQuery } from '@tanstack/preact-query';
import type { Client, Schemas } from '../../client/client.d.ts';
import { api, local } from '../data/call.ts';
import { client } from '../data/client.ts';
import { type MailboxEntry, readEntries } from './mailbox-entry.ts';

export type Setting = Schemas['Setting'];
export type SettingsAnswer = Awaited<ReturnType<Client['listSettings']>>;
export type MailboxTrouble = Schemas['MailboxTrouble'];
/** What a poll or a rehearsal says of a mailbox. */
export type MailboxReport = Schemas['Rehearsal']['mailboxes'][number];

export const useSettings = () =>
  useQuery({
    queryKey: ['settings'],
    queryFn: () => api<SettingsAnswer>('GET', '/settings'),
  });

/** `secrets`: passwords of mailboxes that are stored with the setting, by the name of their secret. */
export async function putSetting(
  name: string,
  value: string,
  secrets?: Record<string, string>,
): Promise<void> {
  await api('PUT', `/settings/${name}`, {
    value: value.trim() === '' ? ' ' : value,
    ...(secrets && { secrets }),
  });
  await client.invalidateQueries({ queryKey: ['settings'] });
  await client.invalidateQueries({ queryKey: ['mailboxes'] });
}

/** The mailboxes as they stand now: the setting is one list, so an older list would undo what was changed in it meanwhile. */
export async function readMailboxes(): Promise<MailboxEntry[]> {
  const { settings } = await api<SettingsAnswer>('GET', '/settings');
  return readEntries(settings.find(({ name }) => name === 'mailboxes')?.value ?? '');
}

/** Mailboxes to try before they are saved, and passwords by the name of their secret. */
interface TriedMailboxes {
  mailboxes?: MailboxEntry[];
  secrets?: Record<string, string>;
}

/** Logs in and lists what a poll would take. Changes nothing, and stores no password. */
export async function rehearse(tried: TriedMailboxes = {}): Promise<MailboxReport[]> {
  const answer = await api<Schemas['Rehearsal']>('POST', '/mailboxes/rehearse', tried);
  return answer.mailboxes;
}

/** Polls the mailboxes now; only the local pipeline can be told to. */
export async function pollNow(): Promise<MailboxReport[]> {
  const { mailboxes } = await local<{ mailboxes: MailboxReport[] }>('POST', '/poll', {});
  await client.invalidateQueries({ queryKey: ['mailboxes'] });
  return mailboxes;
}

/** When each mailbox was last polled, and what went wrong. */
export const useMailboxFates = () =>
  useQuery({
    queryKey: ['mailboxes'],
    queryFn: async () => (await api<Schemas['MailboxFates']>('GET', '/mailboxes')).mailboxes,
    refetchInterval: 30_000,
  });
