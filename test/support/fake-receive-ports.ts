import { Readable } from 'node:stream';
import type { ChatMessage, Conversation } from '../../functions/conversations/conversation.ts';
import { ownAddresses } from '../../functions/conversations/people/own-addresses.ts';
import type { Agent, Participant, User } from '../../functions/conversations/people/people.ts';
import { issueToken } from '../../functions/conversations/signals/token.ts';
import { readSettings } from '../../functions/settings/read-settings.ts';
import { SETTING_DEFAULTS, type SettingName } from '../../functions/settings/settings.ts';
import type { StaffQuestion } from '../../functions/steps/asking/ports.ts';
import type { Feedback } from '../../functions/steps/feedback/ports.ts';
import type {
  Arrival,
  MailDelivery,
  MailRecord,
  ReceiveMailPorts,
} from '../../functions/steps/receiving/ports.ts';
import type { SentMail } from '../../functions/steps/sending/ports.ts';
import { secretKey } from './secret-key.ts';

const PIPING_ADDRESS = 'support@piping.example';
export const KEYS = { current: 'k1', keys: { k1: secretKey(1) } };

/** The address at which this person answers in conversation 2457. */
export const replyAddress = (kind: Participant['kind'], id: string) =>
  `support+${issueToken(KEYS, 'address', '2457', { kind, id })}@piping.example`;

/** Of a mail whose author nothing proves. */
export const FAIL = { dmarc: 'FAIL', spf: 'FAIL', dkim: 'FAIL', virus: 'PASS' } as const;

const NOW = Date.parse('2026-11-03T10:00:00.000Z');

/** A small world in memory: people, conversations and raw mails for the steps that receive mail. */
export interface World {
  agents: Agent[];
  users: User[];
  conversations: Conversation[];
  messages: ChatMessage[];
  records: Map<string, MailRecord>;
  raws: Map<string, string>;
  sent: SentMail[];
  wrongCodes: Map<string, Set<string>>;
  fingerprints: Map<string, { mailId: string; until: number | undefined }>;
  feedback: Feedback[];
  /** Domains whose ARC seals are valid. */
  sealers: string[];
  seen: Map<string, string>;
  openings: number;
  /** Held mails that an agent is asked about. */
  asked: string[];
  questions: Map<string, StaffQuestion>;
  /** Names of the files, in the order in which they were stored. */
  stored: string[];
  /** The conversation of each stored file, by the attachment's id. */
  files: Map<string, string>;
  settings: Partial<Record<SettingName, string>>;
}

/** A mail of ours to the conversation's user. */
export const MAIL_TO_CARLA: SentMail = {
  sesMessageId: '0102-abc',
  conversationId: '2457',
  participant: { kind: 'user', id: 'carla' },
  recipient: 'carla@kunde.example',
  messageIds: ['2457-01'],
  at: '2026-11-03T09:00:00.000Z',
};

export const makeWorld = (): World => ({
  agents: [
    {
      agentId: 'anna',
      name: 'Anna',
      email: 'anna@shop.example',
      aliases: [],
      role: 'agent',
      departmentIds: [],
    },
  ],
  users: [
    {
      userId: 'carla',
      name: 'Carla',
      email: 'carla@kunde.example',
      formerEmails: ['carla@former.example'],
      emailNotifications: true,
    },
  ],
  conversations: [
    {
      conversationId: '2457',
      userId: 'carla',
      status: 'open',
      createdAt: '2026-11-01T10:00:00.000Z',
      lastActivityAt: '2026-11-01T10:00:00.000Z',
    },
  ],
  messages: [],
  records: new Map(),
  raws: new Map(),
  sent: [],
  wrongCodes: new Map(),
  fingerprints: new Map(),
  feedback: [],
  sealers: [],
  seen: new Map(),
  openings: 0,
  asked: [],
  questions: new Map(),
  stored: [],
  files: new Map(),
  settings: {},
});

export function fakePorts(world: World): ReceiveMailPorts {
  const find = (id: string) => world.conversations.find((one) => one.conversationId === id);
  return {
    settings: {
      read: async () =>
        readSettings({
          ...SETTING_DEFAULTS,
          'sender-address': PIPING_ADDRESS,
          ...world.settings,
        }).settings,
    },
    tokenKeys: { read: async () => KEYS },
    people: {
      findAgent: async (id) => world.agents.find(({ agentId }) => agentId === id),
      findUser: async (id) => world.users.find(({ userId }) => userId === id),
      ownersOf: async (address) => ({
        agentIds: world.agents
          .filter((agent) => [agent.email, ...agent.aliases].includes(address))
          .map(({ agentId }) => agentId),
        userIds: world.users
          .filter((user) => ownAddresses(user).includes(address))
          .map(({ userId }) => userId),
      }),
    },
    conversations: {
      find: async (id) => find(id),
      numberFor: async () => '3000',
      findMessage: async (id) => world.messages.find(({ messageId }) => messageId === id),
      deliverMail: async (delivery) => deliverMail(world, delivery),
    },
    inbound: {
      find: async (mailId) => world.records.get(mailId),
      record: async (record, replaces) => {
        const there = world.records.get(record.mailId);
        if (there && there.outcome !== replaces) return there;
        world.records.set(record.mailId, record);
        return record;
      },
      findDuplicate: async (fingerprint, receivedAt) => claimOf(world, fingerprint, receivedAt),
      noteSeen: async (fingerprint, mailId) => {
        const first = world.seen.get(fingerprint) ?? mailId;
        world.seen.set(fingerprint, first);
        return first;
      },
      conversationsOf: async (messageId) =>
        world.messages.flatMap(({ mailMessageId, conversationId }) =>
          mailMessageId === messageId ? [conversationId] : [],
        ),
      isGuest: async (id, address) =>
        world.messages.some(
          ({ conversationId, author }) =>
            conversationId === id && author.kind === 'guest' && author.address === address,
        ),
      takeOpening: async ({ limit }) => {
        world.openings += 1;
        return world.openings <= limit;
      },
      noteWrongCode: async (id, mailId) => {
        world.wrongCodes.set(id, (world.wrongCodes.get(id) ?? new Set()).add(mailId));
      },
      wrongCodes: async (id) => world.wrongCodes.get(id)?.size ?? 0,
    },
    rawMails: {
      find: async (mailId) => {
        const raw = world.raws.get(mailId);
        if (raw === undefined) return undefined;
        const open = async () => Readable.from([Buffer.from(raw, 'latin1')]);
        return { mailId, open };
      },
      isThere: async (mailId) => world.raws.has(mailId),
    },
    attachments: {
      plan: async (_mailId, { attachmentIds, conversationId }) =>
        new Set(attachmentIds.filter((id) => world.files.get(id) === conversationId)),
      isPlanned: async () => true,
      store: async ({ attachmentId, filename, conversationId }, content) => {
        for await (const _octets of content) {
          // read to the end, as a store does
        }
        world.stored.push(filename);
        world.files.set(attachmentId, conversationId);
      },
      bind: async (attachmentIds, conversationId) => {
        for (const id of attachmentIds)
          if (world.files.has(id)) world.files.set(id, conversationId);
      },
      withdraw: async (_mailId, attachmentIds) => {
        for (const id of attachmentIds) world.files.delete(id);
      },
    },
    sentMails: {
      find: async (id) => world.sent.find(({ sesMessageId }) => sesMessageId === id),
      placeOf: async (id) => world.sent.find(({ sesMessageId }) => sesMessageId === id),
      recentTexts: async () => [],
    },
    feedback: {
      put: async (feedback) => {
        world.feedback.push(feedback);
      },
    },
    questions: {
      ask: async (mailId) => {
        world.asked.push(mailId);
      },
      find: async (code) => world.questions.get(code),
    },
    dkim: { check: async () => ({}), readSealers: async () => world.sealers },
    clock: { now: () => NOW },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
}

function claimOf(world: World, fingerprint: string, receivedAt: string): string | undefined {
  const claim = world.fingerprints.get(fingerprint);
  return claim && !((claim.until ?? Infinity) < Date.parse(receivedAt)) ? claim.mailId : undefined;
}

function deliverMail(world: World, delivery: MailDelivery) {
  const { record, fingerprint, message, newConversation, newUser, userAddress, replaces } =
    delivery;
  const there = world.records.get(record.mailId);
  if (there && there.outcome !== replaces) {
    return { kind: 'already-decided' as const, record: there };
  }
  const original = claimOf(world, fingerprint, record.receivedAt);
  if (original !== undefined) return { kind: 'duplicate' as const, of: original };
  world.records.set(record.mailId, record);
  world.fingerprints.set(fingerprint, { mailId: record.mailId, until: delivery.fingerprintUntil });
  world.messages.push(message);
  if (newConversation) world.conversations.push(newConversation);
  if (newUser) {
    if (world.users.some(({ userId }) => userId === newUser.userId)) {
      throw new Error(`user ${newUser.userId} is there already`);
    }
    world.users.push({ ...newUser, formerEmails: [], emailNotifications: true });
  }
  const answered = world.conversations.find((one) => one.conversationId === message.conversationId);
  if (answered && userAddress) answered.userAddress = userAddress.address;
  return { kind: 'delivered' as const };
}

let mails = 0;

/** Puts a raw mail into the world and returns its arrival through SES, with every verdict PASS. */
export function arrive(
  world: World,
  headers: Record<string, string>,
  body = 'Thank you, that helped.',
  arrival: Partial<Arrival> = {},
): Arrival {
  mails += 1;
  const mailId = arrival.mailId ?? `inbound-${mails}`;
  const { 'Authentication-Results': results, ...others } = headers;
  const fields = {
    // a receiver's fields stand above the author's
    ...(results !== undefined && { 'Authentication-Results': results }),
    From: 'Carla <carla@kunde.example>',
    To: PIPING_ADDRESS,
    Subject: 'Re: parcel',
    'Message-ID': `<${mails}@client.example>`,
    ...others,
  };
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  world.raws.set(mailId, `${head.join('')}\r\n${body}\r\n`);
  return {
    mailId,
    receivedAt: '2026-11-03T10:00:00.000Z',
    via: 'ses',
    envelope: { reversePath: 'carla@kunde.example', forwardPaths: [PIPING_ADDRESS] },
    verdicts: { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS', spam: 'PASS', virus: 'PASS' },
    ...arrival,
  };
}
