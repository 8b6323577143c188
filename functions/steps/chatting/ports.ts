/** Ports of the chat steps: people, conversations, messages, files, and what guards an API call. */
import type {
  ChatMessage,
  Conversation,
  MessageAttachment,
  Metadata,
} from '../../conversations/conversation.ts';
import type { Agent, Department, Presence, User } from '../../conversations/people/people.ts';
import type { Delivery, DeliverySummary } from '../../conversations/recipients/delivery.ts';
import type { ApiScope } from '../../settings/secret-forms.ts';
import type { ListOptions, Page, PageOptions } from '../ports.ts';

export interface StaffMember extends Agent {
  presence?: Presence;
}

/** People, and who owns which address. All reads are consistent. */
export interface PeopleStore {
  findDepartment(departmentId: string): Promise<Department | undefined>;
  findAgent(agentId: string): Promise<Agent | undefined>;
  /** Also finds a user by the id of one whom they have taken over. */
  findUser(userId: string): Promise<User | undefined>;
  userPresence(userId: string): Promise<Presence | undefined>;
  /** Every agent and admin with their last reported presence, ordered by agentId. */
  listStaff(): Promise<StaffMember[]>;
  /**
   * Ids of those who own this normalised address, or (users) owned it. Of several users the one whom the chat backend named comes first,
   * then those who made themselves known by writing from it (S7).
   */
  ownersOf(address: string): Promise<{ agentIds: string[]; userIds: string[] }>;
}

/** Selects conversations; all given conditions must match. */
export interface ConversationFilter {
  userId?: string;
  agentId?: string;
  departmentId?: string;
  status?: Conversation['status'];
}

export interface ConversationPatch {
  /** Hands the conversation to another user: `userAddress` and `openedFrom` of the former one are removed. */
  userId?: string;
  departmentId?: string | null;
  agentId?: string | null;
  status?: Conversation['status'];
  subject?: string | null;
  userAddress?: null;
  /** Replaced as a whole. */
  metadata?: Metadata | null;
}

export type PatchedConversation =
  | { kind: 'changed'; conversation: Conversation }
  | { kind: 'unknown-conversation' | 'unknown-user' };

export interface ConversationStore {
  find(conversationId: string): Promise<Conversation | undefined>;
  /** The next number; none is given twice. */
  nextNumber(): Promise<string>;
  /** Returns the conversation that has this number: an earlier try of the call's stays. Undefined: its user does not exist any more. */
  create(conversation: Conversation): Promise<Conversation | undefined>;
  /**
   * Newest activity first. With a party in the filter: open before closed ones, each newest opened first, and each page sorted by activity.
   * With several conditions a page may be short and still have a cursor.
   */
  list(options: ListOptions<ConversationFilter>): Promise<Page<Conversation>>;
  /** Changes the given fields; null removes a field, undefined leaves it. */
  patch(conversationId: string, changes: ConversationPatch): Promise<PatchedConversation>;
  findMessage(messageId: string): Promise<ChatMessage | undefined>;
  /** The message that the chat backend posted in this conversation under its own id. */
  findByClientId(conversationId: string, clientMessageId: string): Promise<ChatMessage | undefined>;
  /** Message ids, newest first. */
  listMessageIds(conversationId: string, options: PageOptions): Promise<Page<string>>;
  /** Oldest first by default; `after`: a messageId of the conversation. */
  listMessages(
    conversationId: string,
    options: PageOptions & { isNewestFirst?: boolean; after?: string },
  ): Promise<Page<ChatMessage>>;
  /**
   * The newest `limit` messages up to and including `until` (a messageId), oldest first. One written at this very moment may be missing.
   */
  recentMessages(conversationId: string, limit: number, until?: string): Promise<ChatMessage[]>;
  /**
   * Adds a message and moves `lastActivityAt` forward, in one transaction. Idempotent by messageId. False: the conversation does not exist,
   * or another message has this clientMessageId.
   */
  append(message: ChatMessage): Promise<boolean>;
}

export interface DeliveryStore {
  list(messageId: string): Promise<(Delivery | DeliverySummary)[]>;
}

/** Departments, agents and users as the chat backend maintains them. People and their addresses change in one transaction. */
export interface DirectoryStore extends PeopleStore {
  listDepartments(options: PageOptions): Promise<Page<Department>>;
  putDepartment(department: Department): Promise<void>;
  /** False: no such department. */
  removeDepartment(departmentId: string): Promise<boolean>;
  listAgents(options: PageOptions): Promise<Page<Agent>>;
  /** An address belongs to one agent at most. */
  putAgent(
    agent: Agent,
  ): Promise<{ kind: 'stored'; agent: Agent } | { kind: 'address-taken'; address: string }>;
  /** Removes the agent, their presence and their addresses. False: no such agent. */
  removeAgent(agentId: string): Promise<boolean>;
  listUsers(options: PageOptions): Promise<Page<User>>;
  /**
   * Reads the user and writes what `change` returns; repeats if another writer came between. Undefined: the person with this id is being
   * erased (S19).
   */
  changeUser(userId: string, change: (before: User | undefined) => User): Promise<User | undefined>;
}

export interface ReportedPresence {
  kind: 'agent' | 'user';
  id: string;
  presence: Presence;
}

export interface PresenceStore {
  /** The latest report replaces earlier ones. */
  put(reports: ReportedPresence[]): Promise<void>;
  /** The last report; undefined: none, or it expired long ago. */
  find(kind: 'agent' | 'user', id: string): Promise<Presence | undefined>;
  /** Those of the given people who exist. `now`: a user's present id, which differs after a takeover. */
  known<Kind extends 'agent' | 'user'>(
    people: { kind: Kind; id: string }[],
  ): Promise<{ kind: Kind; id: string; now: string }[]>;
}

/** One bearer token of the secret `api-tokens`. */
export interface ApiToken {
  id: string;
  /** SHA-256 of the token; the token itself is never stored. */
  digest: Buffer;
  scope: ApiScope;
}

export interface ApiTokenSource {
  read(): Promise<ApiToken[]>;
}

export interface RateCounter {
  /** Takes permits of a window; returns how many are taken by now. */
  take(tokenId: string, window: string, permits: number): Promise<number>;
}

export interface StoredAnswer {
  status: number;
  body: string;
  contentType: string;
}

export type ClaimResult =
  /** This call may work; what an earlier try reserved stays reserved. */
  | { kind: 'claimed' }
  | { kind: 'in-flight' }
  | { kind: 'answered'; answer: StoredAnswer }
  | { kind: 'other-request' };

/**
 * Times of an Idempotency-Key, in milliseconds. A live try extends its hold well before it ends; a killed one blocks the key for `held` at
 * most.
 */
export const IDEMPOTENCY_MS = { held: 8_000, extendEvery: 2_000 };

/** One try of a call. `by` is unique to the try, so that it recognises its own claim if the answer to the claim was lost. */
export interface KeyHolder {
  tokenId: string;
  idempotencyKey: string;
  by: string;
}

/** Idempotency keys, kept 24 h for each token. */
export interface IdempotencyStore {
  claim(key: KeyHolder & { requestDigest: string; nowMs: number }): Promise<ClaimResult>;
  /** Extends the hold: the try is still at work. */
  hold(key: KeyHolder, nowMs: number): Promise<void>;
  /** The id under which this call creates something: the first one proposed stays. Undefined: the try has lost the key. */
  reserve(key: KeyHolder, name: string, proposed: string): Promise<string | undefined>;
  complete(key: KeyHolder, answer: StoredAnswer): Promise<void>;
  /** Frees the key for another try; `forget` also drops the reserved ids. Does nothing if another try holds the key now. */
  free(key: KeyHolder, options: { forget: boolean }): Promise<void>;
}

/** A file that the chat backend uploads; `waiting` until a message uses it. */
export interface Upload extends MessageAttachment {
  state: 'waiting' | 'stored';
  conversationId?: string;
}

export interface UploadStore {
  begin(upload: Upload, nowMs: number): Promise<void>;
  find(attachmentId: string): Promise<Upload | undefined>;
  /** A short-lived URL that accepts exactly this size and type. */
  uploadUrl(upload: Upload): Promise<string>;
  /** Octets of the file, claimed or not; undefined: nothing was uploaded. */
  storedSize(attachmentId: string): Promise<number | undefined>;
  /** Binds all files to the conversation, or none. Returns the index of one that is gone or belongs to another conversation. */
  claim(uploads: Upload[], conversationId: string): Promise<number | undefined>;
  /** Deletes claimed files that no message names. */
  forget(attachmentIds: string[], conversationId: string): Promise<void>;
  /** A short-lived URL that downloads it as a file. */
  downloadUrl(upload: Upload): Promise<string>;
  /** The origin of both URLs: a page that uses them must be allowed to call it (CSP). */
  origin(): Promise<string>;
}
