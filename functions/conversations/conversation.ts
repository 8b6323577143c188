/** A conversation and its messages, as the chat knows them. Times are RFC 3339 UTC with milliseconds. */

export const CONVERSATION_STATUSES = ['open', 'closed'] as const;

/** The chat backend's own data about an object: texts by name. */
export type Metadata = Record<string, string>;

export interface Conversation {
  /** The number in the tag, as a string. */
  conversationId: string;
  userId: string;
  /** From a Reply-To: where this conversation's mail for the user goes (S4). */
  userAddress?: string;
  /**
   * The From of the mail that opened the conversation. The user may write from it in this conversation, even if they do not own it (S4).
   */
  openedFrom?: string;
  departmentId?: string;
  /** The assigned agent. */
  agentId?: string;
  subject?: string;
  status: (typeof CONVERSATION_STATUSES)[number];
  createdAt: string;
  lastActivityAt: string;
  /** The agent who replied last (S8). */
  lastReplierId?: string;
  /** The first message of the user's side; all staff are mailed about it (S8). */
  firstUserMessageId?: string;
  /** A guest has written in it (S3). */
  hasGuests?: boolean;
  metadata?: Metadata;
}

/** The conversation without the fields that only our rules need (S3, S4, S8). */
export function shownConversation({
  lastReplierId: _replier,
  firstUserMessageId: _first,
  hasGuests: _hasGuests,
  openedFrom: _openedFrom,
  ...shown
}: Conversation) {
  return shown;
}

export interface Author {
  kind: 'user' | 'agent' | 'bot' | 'system' | 'guest';
  id?: string;
  name?: string;
  /** The address that a mailed message came from. */
  address?: string;
}

export const MESSAGE_FLAGS = [
  'unverified',
  'guest',
  'bounced',
  'complained',
  'not-scanned',
  'attachments-held',
  'text-cut',
  'over-budget',
  // S23: the signature was not checked by us; the text can be read only with the recipient's key
  'signature-not-checked',
  'encrypted',
] as const;
export type MessageFlag = (typeof MESSAGE_FLAGS)[number];

export interface MessageAttachment {
  attachmentId: string;
  filename: string;
  contentType: string;
  /** Octets. */
  size: number;
  inline: boolean;
  /** Content-ID without brackets, for inline images. */
  contentId?: string;
}

export interface ChatMessage {
  /** `"<conversationId>-<ulid>"`: it holds the conversation, and ids sort by time. */
  messageId: string;
  conversationId: string;
  author: Author;
  channel: 'chat' | 'email';
  text: string;
  /** Sanitised (S13). */
  html?: string;
  /** Quoted history that was cut from the mail (S12). */
  elided?: string;
  attachments: MessageAttachment[];
  flags: MessageFlag[];
  answeredByBot?: boolean;
  /** Whom a notice names. */
  about?: Pick<Author, 'kind' | 'id'>;
  /** The chat backend's own id of the message, unique in its conversation. */
  clientMessageId?: string;
  metadata?: Metadata;
  /** The inbound mail that became this message. */
  mailId?: string;
  /** The Message-ID of that mail, with brackets; answers to it name it in References. */
  mailMessageId?: string;
  createdAt: string;
}

/** The message without the fields that only our threads and an erasure need. */
export const shownMessage = ({
  mailMessageId: _mailMessageId,
  about: _about,
  ...shown
}: ChatMessage) => shown;
