/** A conversation and its messages, as the chat knows them. Times are RFC 3339 UTC with milliseconds. */

export const CONVERSATION_STATUSES = ['open', 'closed'] as const;

/** What the chat backend keeps with a thing of its own: texts by name. */
export type Metadata = Record<string, string>;

export interface Conversation {
  /** The number in the tag, as a string. */
  conversationId: string;
  userId: string;
  /** Where a Reply-To said that this conversation's mail for the user goes (S4). */
  userAddress?: string;
  /** The From of the mail that opened it: its user may write from there, whosever it is (S4). */
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
  /** The first message of the user's side: the one that all staff hear of (S8). */
  firstUserMessageId?: string;
  /** A guest has written into it (S3). */
  hasGuests?: boolean;
  metadata?: Metadata;
}

/** What the rules keep for themselves (S3, S4, S8) is not shown. */
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
  // S23: a signature that nobody here has checked, and words that only the recipient's key opens
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
  /** `"<conversationId>-<ulid>"`: the conversation is read from it, and ids sort by time. */
  messageId: string;
  conversationId: string;
  author: Author;
  channel: 'chat' | 'email';
  text: string;
  /** Sanitised (S13). */
  html?: string;
  /** What was cut from the mail (S12). */
  elided?: string;
  attachments: MessageAttachment[];
  flags: MessageFlag[];
  answeredByBot?: boolean;
  /** The chat backend's own id of it: one message of a conversation has it. */
  clientMessageId?: string;
  metadata?: Metadata;
  /** The inbound mail that it came from. */
  mailId?: string;
  /** The Message-ID of that mail, with brackets: answers to it name it as their predecessor. */
  mailMessageId?: string;
  createdAt: string;
}
