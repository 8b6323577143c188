import type { ChatMessage } from '../../../functions/conversations/conversation.ts';
import { readSettings } from '../../../functions/settings/read-settings.ts';
import type {
  GroupingWindow,
  SendResult,
  SentRecord,
} from '../../../functions/steps/sending/ports.ts';
import type { SendPorts } from '../../../functions/steps/sending/send-notification.ts';
import {
  agent,
  carla,
  conversation,
  message,
} from '../../conversations/recipients/recipient-scene.ts';
import { secretKey } from '../../support/secret-key.ts';
import { suppressedAmong } from '../../support/suppressed-among.ts';

export const NOW = Date.parse('2026-11-22T10:00:00.000Z');

/** The calls that changed something, in order. */
export type Journal = unknown[][];

export interface FakeWorld {
  ports: SendPorts;
  journal: Journal;
  sent: SentRecord[];
  mails: { to: string; raw: string }[];
  window: GroupingWindow;
}

interface Situation {
  messages?: ChatMessage[];
  /** Messages of the conversation before them. */
  earlier?: ChatMessage[];
  /** Messages of the conversation after them. */
  later?: ChatMessage[];
  /** The team's own `templates/en.json`. */
  teamTexts?: Record<string, unknown>;
  /** The team's own logo in the bucket. */
  logo?: Buffer;
  settings?: Record<string, string>;
  /** SES's answers, the last one for good. */
  results?: SendResult[];
  budget?: boolean;
  suppressed?: string[];
  files?: Record<string, Buffer>;
  /** Given: composing uses up the lease; says whether it can be renewed. */
  lease?: boolean;
}

const accepted: SendResult = {
  kind: 'sent',
  sesMessageId: 'ses-1',
  wireMessageId: '<ses-1@eu-west-1.amazonses.com>',
};

export const fromAgent = (fields: Partial<ChatMessage> = {}) =>
  message({ author: { kind: 'agent', id: 'anna' }, ...fields });

/** One window to the user, and fake ports that keep a journal. */
export function fakeWorld(given: Situation = {}): FakeWorld {
  const journal: Journal = [];
  const sent: SentRecord[] = [];
  const mails: FakeWorld['mails'] = [];
  const messages = given.messages ?? [fromAgent()];
  const results = [...(given.results ?? [accepted])];
  const note =
    (...what: unknown[]) =>
    async () => {
      journal.push(what);
    };
  const window: GroupingWindow = {
    conversationId: '1000',
    participant: { kind: 'user', id: 'carla' },
    windowId: messages[0]?.messageId ?? '1000-01',
    messageIds: messages.map(({ messageId }) => messageId),
    recipient: 'carla@kunde.example',
    authors: [],
    closesAt: NOW,
  };
  const anna = agent('anna', { name: 'Anna' });
  const ports: SendPorts = {
    clock: { now: () => NOW },
    log: {
      info: () => undefined,
      warn: (fields, text) => void journal.push(['warn', text, fields]),
      error: (fields, text) => void journal.push(['error', text, fields]),
    },
    random: () => 1,
    apiUrl: 'https://api.example',
    settings: {
      read: async () =>
        readSettings({ 'sender-address': 'support@piping.example', ...given.settings }).settings,
    },
    tokenKeys: { read: async () => ({ current: 'k', keys: { k: secretKey(1) } }) },
    templates: { readTexts: async () => given.teamTexts, readLogo: async () => given.logo },
    attachments: { read: async (id) => given.files?.[id] },
    guests: { remember: note('guest'), list: async () => [] },
    suppressions: { among: suppressedAmong(given.suppressed) },
    deliveries: {
      hasRow: async () => false,
      putSummaries: async () => undefined,
      closeDecisions: async (messageId, skipped, isHandedOver) =>
        void journal.push(['close', messageId, skipped.length, isHandedOver]),
    },
    notices: { claim: async (_, __, proposal) => proposal },
    budget: { take: async () => given.budget ?? true },
    people: {
      findDepartment: async (id) =>
        id === 'sales' ? { departmentId: id, name: 'Sales' } : undefined,
      findUser: async (id) => (id === 'carla' ? carla : undefined),
      userPresence: async () => undefined,
      listStaff: async () => [anna],
      findAgent: async (id) => (id === 'anna' ? anna : undefined),
      findStaff: async (id) => (id === 'anna' ? anna : undefined),
    },
    conversations: {
      find: async () => conversation({ createdAt: '2026-11-22T09:00:00.000Z' }),
      findMessage: async (id) => messages.find(({ messageId }) => messageId === id),
      recentMessages: async (_, limit, until) =>
        [...(given.earlier ?? []), ...messages, ...(given.later ?? [])]
          .filter(({ messageId }) => until === undefined || messageId <= until)
          .slice(-limit),
      append: async (added) => {
        journal.push(['notice', added.flags, added.text]);
        return true;
      },
    },
    windows: {
      enter: async () => window,
      claim: async () => ({
        kind: 'claimed',
        window,
        lease: { id: 'lease', until: NOW + (given.lease === undefined ? 12_000 : 5_000) },
      }),
      renew: async (_, __, at) => {
        journal.push(['renew', at - NOW]);
        return given.lease ?? true;
      },
      giveBack: async (_, __, at) => void journal.push(['give-back', at - NOW]),
      listOverdue: async () => ({ items: [] }),
      decide: async (_, __, messageIds, { decision, reason }) =>
        void journal.push(['decide', messageIds.length, decision, reason]),
      end: async (_, __, state) => void journal.push(['end', state]),
      recordSent: async (record) => {
        sent.push(record);
      },
    },
    sentMails: { sentTo: async () => [] },
    sender: {
      send: async ({ to, raw }, mayTry, record) => {
        if (!(await mayTry())) return { kind: 'overtaken' };
        const result = (results.length > 1 ? results.shift() : results[0]) ?? accepted;
        if (result.kind !== 'sent') return result;
        mails.push({ to, raw: raw.toString('latin1') });
        await record(result);
        return result;
      },
    },
    queue: { put: async (_, options) => void journal.push(['queue', options]) },
  };
  return { ports, journal, sent, mails, window };
}
