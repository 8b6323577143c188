import type { ChatMessage, Conversation } from '../../../functions/conversations/conversation.ts';
import type { Agent, User } from '../../../functions/conversations/people/people.ts';
import { isIdOf } from '../../../functions/conversations/people/take-over-user.ts';
import { readSettings } from '../../../functions/settings/read-settings.ts';
import type {
  ConversationPatch,
  ConversationStore,
  DirectoryStore,
  Upload,
  UploadStore,
} from '../../../functions/steps/chatting/ports.ts';

export const NOW = Date.parse('2026-11-22T10:30:00.000Z');
export const AT = new Date(NOW).toISOString();

const CONVERSATION: Conversation = {
  conversationId: '1000',
  userId: 'carla',
  status: 'open',
  createdAt: AT,
  lastActivityAt: AT,
};

export const UPLOAD: Upload = {
  attachmentId: 'a1',
  filename: 'note.txt',
  contentType: 'text/plain',
  size: 5,
  inline: false,
  state: 'waiting',
};

export const ANNA: Agent = {
  agentId: 'anna',
  name: 'Anna',
  email: 'anna@shop.example',
  aliases: [],
  role: 'agent',
  departmentIds: ['sales'],
};

/** The chat in memory: Carla, who took over the user `mail-1`, her conversation, the agent Anna, and a file. */
export interface ChatWorld {
  users: User[];
  agents: Agent[];
  departments: string[];
  conversations: Conversation[];
  messages: ChatMessage[];
  uploads: Upload[];
  /** Octets of each uploaded file, by id. */
  stored: Map<string, number>;
  forgotten: string[];
  /** Happens once, before a conversation or message is written. */
  meanwhile: () => void;
}

export const makeChat = (): ChatWorld => ({
  users: [
    {
      userId: 'carla',
      name: 'Carla',
      formerEmails: [],
      formerIds: ['mail-1'],
      emailNotifications: true,
    },
    { userId: 'dora', formerEmails: [], emailNotifications: true },
  ],
  agents: [ANNA],
  departments: ['sales'],
  conversations: [CONVERSATION],
  messages: [],
  uploads: [UPLOAD],
  stored: new Map([['a1', 5]]),
  forgotten: [],
  meanwhile: () => {},
});

/** Removes the user, as an erasure does first. */
export const eraseCarla = (world: ChatWorld) => {
  world.users = world.users.filter(({ userId }) => userId !== 'carla');
};

/** Carla takes over Dora, as if a mail of hers had made that user (S7). */
export const takeOverDora = (world: ChatWorld) => {
  world.users = world.users
    .filter(({ userId }) => userId !== 'dora')
    .map((user) => ({ ...user, formerIds: [...(user.formerIds ?? []), 'dora'] }));
};

const { settings } = readSettings({ 'sender-address': 'support@piping.example' });

/** Only what the tests of these steps need: any other call fails. */
export function chatPorts(world: ChatWorld) {
  const findUser = async (id: string) => world.users.find((user) => isIdOf(user, id));
  const isThere = (id: string) => world.users.some(({ userId }) => userId === id);
  const find = async (id: string) =>
    world.conversations.find(({ conversationId }) => conversationId === id);
  const happen = () => {
    world.meanwhile();
    world.meanwhile = () => {};
  };
  return {
    clock: { now: () => NOW },
    settings: { read: async () => settings },
    people: {
      findUser,
      findAgent: async (id: string) => world.agents.find(({ agentId }) => agentId === id),
      findDepartment: async (departmentId: string) =>
        world.departments.includes(departmentId) ? { departmentId, name: '' } : undefined,
      async putAgent(agent: Agent) {
        const taken = [agent.email, ...agent.aliases].find((address) =>
          world.agents.some((one) => one.agentId !== agent.agentId && one.email === address),
        );
        if (taken !== undefined) return { kind: 'address-taken', address: taken };
        world.agents.push(agent);
        return { kind: 'stored', agent };
      },
    } as unknown as DirectoryStore,
    conversations: {
      find,
      nextNumber: async () => '1001',
      async create(conversation: Conversation) {
        happen();
        const standing = await find(conversation.conversationId);
        if (standing || !isThere(conversation.userId)) return standing;
        world.conversations.push(conversation);
        return conversation;
      },
      async patch(id: string, changes: ConversationPatch) {
        happen();
        const before = await find(id);
        if (!before) return { kind: 'unknown-conversation' };
        const { userId } = changes;
        if (userId !== undefined && !isThere(userId)) return { kind: 'unknown-user' };
        return { kind: 'changed', conversation: { ...before, ...changes } };
      },
      findMessage: async (id: string) => world.messages.find(({ messageId }) => messageId === id),
      findByClientId: async (id: string, clientId: string) =>
        world.messages.find((one) => one.conversationId === id && one.clientMessageId === clientId),
      async append(message: ChatMessage) {
        happen();
        if (world.messages.some(({ messageId }) => messageId === message.messageId)) return true;
        const { clientMessageId } = message;
        const isTwin = world.messages.some(
          (one) => clientMessageId !== undefined && one.clientMessageId === clientMessageId,
        );
        if (isTwin || !(await findUser('carla'))) return false;
        world.messages.push(message);
        return true;
      },
    } as unknown as ConversationStore,
    uploads: {
      find: async (id: string) => world.uploads.find(({ attachmentId }) => attachmentId === id),
      storedSize: async (id: string) => world.stored.get(id),
      claim: async () => undefined,
      forget: async (ids: string[]) => void world.forgotten.push(...ids),
      downloadUrl: async ({ attachmentId }: Upload) => `https://files.example/${attachmentId}`,
    } as unknown as UploadStore,
  };
}
