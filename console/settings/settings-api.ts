import { useQuery } from '@tanstack/preact-query';
import { api, CallError, local } from '../data/call.ts';
import { client } from '../data/client.ts';
import { isLocal } from '../data/facts.ts';
import type { Setting } from './setting.ts';

export interface SettingsAnswer {
  settings: Setting[];
  /** What `sender-address` may be. */
  senderAddresses?: string[];
  /** It may be any address of this domain, too. */
  receivesDomain?: string;
}

export interface MailPreview {
  uid: string;
  sizeBytes: number;
  from: string;
  subject?: string;
  date?: string;
}

/** What is wrong with a mailbox; `said` are words of its server. */
export interface MailboxTrouble {
  code: string;
  said?: string;
}

export interface MailboxReport {
  name: string;
  taken: number;
  skipped: number;
  error?: string;
  trouble?: MailboxTrouble;
  wouldTake?: MailPreview[];
}

export interface MailboxFate {
  name: string;
  lastPolledAt?: string;
  lastError?: string;
  lastTrouble?: MailboxTrouble;
  nextAttemptAt?: string;
}

const isAbsent = (error: unknown) =>
  error instanceof CallError && (error.status === 404 || error.status === 405);

/** The chat API's call; on this machine the control of the same purpose, where the API has no such call. */
async function preferApi<Answer>(
  first: () => Promise<Answer>,
  control: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await first();
  } catch (error) {
    if (!isLocal || !isAbsent(error)) throw error;
    return control();
  }
}

export const useSettings = () =>
  useQuery({
    queryKey: ['settings'],
    queryFn: () =>
      preferApi<SettingsAnswer>(
        () => api('GET', '/settings'),
        async () => {
          const values = await local<Record<string, string>>('GET', '/settings');
          const settings = Object.entries(values).map(([name, value]) => ({ name, value }));
          return { settings };
        },
      ),
  });

export async function putSetting(name: string, value: string): Promise<void> {
  const text = value.trim() === '' ? ' ' : value;
  await preferApi<unknown>(
    () => api('PUT', `/settings/${name}`, { value: text }),
    () => local('PUT', `/settings/${name}`, text),
  );
  await client.invalidateQueries({ queryKey: ['settings'] });
}

export const putMailboxSecret = (name: string, value: string): Promise<unknown> =>
  preferApi<unknown>(
    () => api('PUT', `/mailbox-secrets/${name}`, { value }),
    () => local('PUT', `/secrets/${name}`, value),
  );

/** Logs in and lists what a poll would take. Changes nothing. */
export async function rehearse(mailboxes?: object[]): Promise<MailboxReport[]> {
  const answer = await preferApi<{ mailboxes: MailboxReport[] }>(
    () => api('POST', '/mailboxes/rehearse', mailboxes ? { mailboxes } : {}),
    () => local('POST', '/poll', { rehearse: true, ...(mailboxes && { mailboxes }) }),
  );
  return answer.mailboxes;
}

/** Looks into the mailboxes now, where this machine's pipeline can be told to. */
export async function pollNow(): Promise<MailboxReport[]> {
  const { mailboxes } = await local<{ mailboxes: MailboxReport[] }>('POST', '/poll', {});
  await client.invalidateQueries({ queryKey: ['mailboxes'] });
  return mailboxes;
}

/** When each mailbox was polled last, and what went wrong then. */
export const useMailboxFates = () =>
  useQuery({
    queryKey: ['mailboxes'],
    queryFn: async (): Promise<MailboxFate[]> => {
      try {
        return (await api<{ mailboxes: MailboxFate[] }>('GET', '/mailboxes')).mailboxes;
      } catch (error) {
        if (isAbsent(error)) return [];
        throw error;
      }
    },
    refetchInterval: 30_000,
  });
