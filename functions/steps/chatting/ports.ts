/** What the steps of the chat need of the world: people, conversations, messages, files, and what guards a call of the API. */
import type {
  ChatMessage,
  Conversation,
  MessageAttachment,
  Metadata,
} from '../../conversations/conversation.ts';
import type { Delivery, DeliverySummary } from '../../conversations/delivery.ts';
import type { Agent, Department, Presence, User } from '../../conversations/people.ts';
import type { ApiScope } from '../../settings/secret-forms.ts';
import type { Page } from '../ports.ts';

export interface StaffMember extends Agent {
  presence?: Presence;
}

/** People and whose address is whose. All reads are consistent. */
export interface PeopleStore {
  findDepartment(departmentId: string): Promise<Department | undefined>;
  findAgent(agentId: string): Promise<Agent | undefined>;
  /** By their id, or by that of a user whom they have taken over. */
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

/** Which conversations; all conditions must fit. */
export interface ConversationFilter {
  userId?: string;
  agentId?: string;
  departmentId?: string;
  status?: Conversation['status'];
}

export interface ConversationPatch {
  /** Another user: what a Reply-To or the first mail of the one before said about the conversation ends. */
  userId?: string;
  departmentId?: string | null;
  agentId?: string | null;
  status?: Conversation['status'];
  subject?: string | null;
  userAddress?: null;
  /** In full. */
  metadata?: Metadata | null;
}

export type PatchedConversation =
  | { kind: 'changed'; conversation: Conversation }
  | { kind: 'unknown-conversation' | 'unknown-user' };

export interface ConversationStore {
  find(conversationId: string): Promise<Conversation | undefined>;
  /** The next number, never given twice. */
  nextNumber(): Promise<string>;
  /** False: its user is not there any more. */
  create(conversation: Conversation): Promise<boolean>;
  /**
   * By newest activity. Those of a party come as they were opened, newest first, open ones before closed ones, and each page by newest
   * activity; a page of several conditions may be short and have a cursor.
   */
  list(options: PageOptions & { filter?: ConversationFilter }): Promise<Page<Conversation>>;
  /** Changes the given fields; null removes one; undefined leaves it. */
  patch(conversationId: string, changes: ConversationPatch): Promise<PatchedConversation>;
  findMessage(messageId: string): Promise<ChatMessage | undefined>;
  /** The message of the conversation that the chat backend posted under its own id. */
  findByClientId(conversationId: string, clientMessageId: string): Promise<ChatMessage | undefined>;
  /** Ids of messages, newest first. */
  listMessageIds(conversationId: string, options: PageOptions): Promise<Page<string>>;
  /** Oldest first where nothing else is said; `after`: a messageId of the conversation. */
  listMessages(
    conversationId: string,
    options: PageOptions & { isNewestFirst?: boolean; after?: string },
  ): Promise<Page<ChatMessage>>;
  /** The newest `limit` messages, oldest first, up to and including `until` (a messageId) where given; one of this very moment may be missing. */
  recentMessages(conversationId: string, limit: number, until?: string): Promise<ChatMessage[]>;
  /**
   * Adds a message and moves the conversation's activity on, never back, in one transaction. The same messageId twice is one message. False: the
   * conversation is not there, or another message has this clientMessageId.
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
  putAgent(
    agent: Agent,
  ): Promise<{ kind: 'stored'; agent: Agent } | { kind: 'address-taken'; address: string }>;
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
  /** Those who are known, of those asked for; `now` is the id of a user who has taken over the one asked for, else the same. */
  known<Kind extends 'agent' | 'user'>(
    people: { kind: Kind; id: string }[],
  ): Promise<{ kind: Kind; id: string; now: string }[]>;
}

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

/**
 * Times of an Idempotency-Key, in milliseconds. A try that is alive extends its hold long before it ends; one that died leaves the key to the next
 * after `held` at most.
 */
export const IDEMPOTENCY_MS = { held: 8_000, extendEvery: 2_000 };

/** One try of a call: `by` is its own, so that it knows its claim again if the answer to it was lost. */
export interface KeyHolder {
  tokenId: string;
  idempotencyKey: string;
  by: string;
}

/** Idempotency keys of 24 h, per token. */
export interface IdempotencyStore {
  claim(key: KeyHolder & { requestDigest: string; nowMs: number }): Promise<ClaimResult>;
  /** The try is still at work. */
  hold(key: KeyHolder, nowMs: number): Promise<void>;
  /** The id that this call creates under: the first one proposed, however often it is tried. */
  reserve(tokenId: string, idempotencyKey: string, name: string, proposed: string): Promise<string>;
  complete(key: KeyHolder, answer: StoredAnswer): Promise<void>;
  /** The call came to nothing: the key may be used again. Whoever lost it to another try meanwhile lets nothing go. */
  release(key: KeyHolder, options: { forget: boolean }): Promise<void>;
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
  /** The origin of both URLs: a page that uses them must be allowed to call it. */
  origin(): Promise<string>;
}
