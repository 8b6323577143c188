import type { Conversation, Metadata } from '../../conversations/conversation.ts';
import { formatTag } from '../../conversations/signals/tag.ts';
import type { Clock, SettingsSource, TokenKeySource } from '../ports.ts';
import type { ConversationStore, PeopleStore } from './ports.ts';

export interface ConversationPorts {
  clock: Clock;
  conversations: ConversationStore;
  people: PeopleStore;
  settings: SettingsSource;
  tokenKeys: TokenKeySource;
}

/** The people of a conversation, as given; each must exist. */
export interface ConversationParties {
  userId?: string;
  departmentId?: string | null;
  agentId?: string | null;
}

export type UnknownParty = { kind: 'unknown-party'; field: keyof ConversationParties };

export interface NewConversation {
  userId: string;
  departmentId?: string;
  agentId?: string;
  subject?: string;
  metadata?: Metadata;
}

/** Reserves the id under which a call creates something. Idempotent: a repeated call gets the same id. */
export type Reserve = (name: string, propose: () => string | Promise<string>) => Promise<string>;

/** The first party that does not exist; undefined: all exist. */
export async function findUnknownParty(
  { userId, departmentId, agentId }: ConversationParties,
  people: PeopleStore,
): Promise<UnknownParty | undefined> {
  const unknown = (field: keyof ConversationParties) => ({ kind: 'unknown-party', field }) as const;
  if (userId && !(await people.findUser(userId))) return unknown('userId');
  if (departmentId && !(await people.findDepartment(departmentId))) return unknown('departmentId');
  if (agentId && !(await people.findAgent(agentId))) return unknown('agentId');
  return undefined;
}

/** The tag as mails show it now (R24). */
export async function tagOf(
  conversationId: string,
  { settings, tokenKeys }: Pick<ConversationPorts, 'settings' | 'tokenKeys'>,
): Promise<string> {
  const { 'tag-prefix': prefix, 'tag-digits': digits } = await settings.read();
  return formatTag(await tokenKeys.read(), { prefix, digits }, conversationId);
}

/** The id of who has taken the user over since they were found; undefined: nobody, the user is gone (S7, S19). */
export async function findSuccessor(
  userId: string,
  people: PeopleStore,
): Promise<string | undefined> {
  const present = (await people.findUser(userId))?.userId;
  return present === userId ? undefined : present;
}

/** Opens a conversation for a known user. */
export async function openConversation(
  given: NewConversation,
  reserve: Reserve,
  ports: ConversationPorts,
): Promise<{ kind: 'opened'; conversation: Conversation } | UnknownParty> {
  const unknown = await findUnknownParty(given, ports.people);
  if (unknown) return unknown;
  const userId = (await ports.people.findUser(given.userId))?.userId ?? given.userId;
  const conversationId = await reserve('conversationId', () => ports.conversations.nextNumber());
  const at = new Date(ports.clock.now()).toISOString();
  const conversation: Conversation = {
    conversationId,
    ...given,
    userId,
    status: 'open',
    createdAt: at,
    lastActivityAt: at,
  };
  const opened = await ports.conversations.create(conversation);
  if (opened) return { kind: 'opened', conversation: opened };
  const successor = await findSuccessor(userId, ports.people);
  return successor === undefined
    ? { kind: 'unknown-party', field: 'userId' }
    : openConversation({ ...given, userId: successor }, async () => conversationId, ports);
}
