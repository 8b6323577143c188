/** What the steps of the chat need of the world: people, conversations, messages, files, and what guards a call of the API. */
import type {
  ChatMessage,
  Conversation,
  MessageAttachment,
} from '../../conversations/conversation.ts';
import type { Delivery, DeliverySummary } from '../../conversations/delivery.ts';
import type { Agent, Department, Presence, User } from '../../conversations/people.ts';
import type { Page } from '../ports.ts';

export interface StaffMember extends Agent {
  presence?: Presence;
}

/** People and whose address is whose. All reads are consistent. */
export interface PeopleStore {
  findDepartment(departmentId: string): Promise<Department | undefined>;
  findAgent(agentId: string): Promise<Agent | undefined>;
  findUser(userId: string): Promise<User | undefined>;
  userPresence(userId: string): Promise<Presence | undefined>;
  /** Every agent and admin with what was last reported of them, in order of agentId. */
  listStaff(): Promise<StaffMember[]>;
  /**
   * Whose own this address is, or (users) was: normalised address in, ids out. Of several users the one whom the chat backend named comes
   * first, then who made themselves known by writing from it (S7).
   */
  ownersOf(address: string): Promise<{ agentIds: string[]; userIds: string[] }>;
}

export interface ConversationStore {
  find(conversationId: string): Promise<Conversation | undefined>;
  /** The next number, never given twice. */
  nextNumber(): Promise<string>;
  /** False: its user is not there any more. */
  create(conversation: Conversation): Promise<boolean>;
  list(options: { limit: number; cursor?: string }): Promise<Page<Conversation>>;
  /** Changes the given fields; null removes one; undefined leaves it. */
  patch(
    conversationId: string,
    changes: {
      departmentId?: string | null;
      agentId?: string | null;
      status?: 'open' | 'closed';
      userAddress?: null;
    },
  ): Promise<Conversation | undefined>;
  findMessage(messageId: string): Promise<ChatMessage | undefined>;
  /** Oldest first where nothing else is said; `after`: a messageId of the conversation. */
  listMessages(
    conversationId: string,
    options: PageOptions & { isNewestFirst?: boolean; after?: string },
  ): Promise<Page<ChatMessage>>;
  /** The newest `limit` messages, oldest first, up to and including `until` (a messageId) where given. */
  recentMessages(conversationId: string, limit: number, until?: string): Promise<ChatMessage[]>;
  /**
   * Adds a message and moves the conversation's activity on, in one transaction. The same messageId twice is one message. False: the
   * conversation is not there.
   */
  append(message: ChatMessage): Promise<boolean>;
}

export interface DeliveryStore {
  list(messageId: string): Promise<(Delivery | DeliverySummary)[]>;
}

export interface PageOptions {
  limit: number;
  cursor?: string;
}

/** Departments, agents and users as the chat backend keeps them. Addresses are kept in step with their owners in one transaction. */
export interface DirectoryStore extends PeopleStore {
  listDepartments(options: PageOptions): Promise<Page<Department>>;
  putDepartment(department: Department): Promise<void>;
  /** False: there was none. */
  removeDepartment(departmentId: string): Promise<boolean>;
  listAgents(options: PageOptions): Promise<Page<Agent>>;
  /** An address belongs to one agent at most. */
  putAgent(agent: Agent): Promise<{ kind: 'stored' } | { kind: 'address-taken'; address: string }>;
  /** The agent, its presence and its addresses. False: there was none. */
  removeAgent(agentId: string): Promise<boolean>;
  listUsers(options: PageOptions): Promise<Page<User>>;
  /** Reads the user that is there, writes what `change` makes of it; another writer in between repeats it. */
  changeUser(userId: string, change: (before: User | undefined) => User): Promise<User>;
}

export interface ReportedPresence {
  kind: 'agent' | 'user';
  id: string;
  presence: Presence;
}

export interface PresenceStore {
  /** The last report counts. */
  put(reports: ReportedPresence[]): Promise<void>;
  /** What was reported last; undefined: nothing, or it is long over. */
  find(kind: 'agent' | 'user', id: string): Promise<Presence | undefined>;
  /** Ids that are known, of those asked for. */
  known(people: { kind: 'agent' | 'user'; id: string }[]): Promise<{ kind: string; id: string }[]>;
}

/** What a token may do, each what the one before may and more: read the chat; write it; change settings and mailboxes (docs/openapi.json). */
export const API_SCOPES = ['read', 'full', 'admin'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** One bearer token of the secret `api-tokens`. */
export interface ApiToken {
  id: string;
  /** SHA-256 of the token: the token itself is never kept. */
  digest: Buffer;
  scope: ApiScope;
}

export interface ApiTokenSource {
  read(): Promise<ApiToken[]>;
}

export interface RateCounter {
  /** Takes permits of a window and gives how many of it are taken then. `windowEndsAtMs`: when the count is of no use any more. */
  take(tokenId: string, window: string, permits: number, windowEndsAtMs: number): Promise<number>;
}

export interface StoredAnswer {
  status: number;
  body: string;
  contentType: string;
}

export type ClaimResult =
  /** The call is ours; what an earlier try reserved stays reserved. */
  | { kind: 'claimed' }
  | { kind: 'in-flight' }
  | { kind: 'answered'; answer: StoredAnswer }
  | { kind: 'other-request' };

/** Idempotency keys of 24 h, per token. */
export interface IdempotencyStore {
  claim(key: {
    tokenId: string;
    idempotencyKey: string;
    requestDigest: string;
    nowMs: number;
  }): Promise<ClaimResult>;
  /** The id that this call creates under: the first one proposed, however often it is tried. */
  reserve(tokenId: string, idempotencyKey: string, name: string, proposed: string): Promise<string>;
  complete(tokenId: string, idempotencyKey: string, answer: StoredAnswer): Promise<void>;
  /** The call came to nothing: the key may be used again. */
  release(tokenId: string, idempotencyKey: string, options: { forget: boolean }): Promise<void>;
}

/** An attachment that the chat backend uploads: `waiting` until a message uses it. */
export interface Upload extends MessageAttachment {
  state: 'waiting' | 'stored';
  conversationId?: string;
}

export interface UploadStore {
  begin(upload: Upload, nowMs: number): Promise<void>;
  find(attachmentId: string): Promise<Upload | undefined>;
  /** A URL that takes exactly this size and type for a while. */
  uploadUrl(upload: Upload): Promise<string>;
  /** Octets of the file, with the uploads or claimed; undefined: nothing was uploaded. */
  storedSize(attachmentId: string): Promise<number | undefined>;
  /** Binds all of them to the conversation, or none: the index of one that belongs to another conversation or is gone. */
  claim(uploads: Upload[], conversationId: string): Promise<number | undefined>;
  /** Deletes claimed files that no message names. */
  forget(attachmentIds: string[]): Promise<void>;
  /** A short-lived URL that shows it as a file to be saved. */
  downloadUrl(upload: Upload): Promise<string>;
}
