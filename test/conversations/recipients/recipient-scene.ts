import type { ChatMessage, Conversation } from '../../../functions/conversations/conversation.ts';
import type { User } from '../../../functions/conversations/people/people.ts';
import type {
  Circumstances,
  PresentAgent,
  RecipientSettings,
} from '../../../functions/conversations/recipients/recipient-circumstances.ts';

export const NOW = Date.parse('2026-11-22T10:00:00.000Z');
export const ONLINE = { status: 'online', expiresAt: NOW + 60_000 } as const;

export const carla: User = {
  userId: 'carla',
  name: 'Carla',
  email: 'carla@kunde.example',
  formerEmails: ['old@kunde.example'],
  emailNotifications: true,
};

export const agent = (agentId: string, fields: Partial<PresentAgent> = {}): PresentAgent => ({
  agentId,
  name: agentId,
  email: `${agentId}@shop.example`,
  aliases: [],
  role: 'agent',
  departmentIds: [],
  ...fields,
});

export const conversation = (fields: Partial<Conversation> = {}): Conversation => ({
  conversationId: '1000',
  userId: 'carla',
  status: 'open',
  createdAt: '2026-11-22T09:00:00.000Z',
  lastActivityAt: '2026-11-22T09:00:00.000Z',
  ...fields,
});

export const message = (fields: Partial<ChatMessage> = {}): ChatMessage => ({
  messageId: '1000-01',
  conversationId: '1000',
  author: { kind: 'user', id: 'carla' },
  channel: 'chat',
  text: 'Hello',
  attachments: [],
  flags: [],
  createdAt: '2026-11-22T10:00:00.000Z',
  ...fields,
});

export const settings = (fields: Partial<RecipientSettings> = {}): RecipientSettings => ({
  humanTakeover: false,
  userNotifications: true,
  agentRepliesReachUser: 'always',
  pipingAddress: 'support@piping.example',
  ...fields,
});

export const circumstances = (fields: Partial<Circumstances> = {}): Circumstances => ({
  message: message(),
  conversation: conversation(),
  user: carla,
  staff: [agent('anna'), agent('bob')],
  guests: [],
  settings: settings(),
  suppressed: new Set(),
  now: NOW,
  ...fields,
});
