/** What the chat API and the controls of this machine answer (docs/openapi.json). */
export interface Conversation {
  conversationId: string;
  tag: string;
  userId: string;
  userAddress?: string;
  departmentId?: string;
  agentId?: string;
  subject?: string;
  status: 'open' | 'closed';
  createdAt: string;
  lastActivityAt: string;
}

export interface Attachment {
  attachmentId: string;
  filename: string;
  contentType: string;
  size: number;
  inline?: boolean;
}

export interface Message {
  messageId: string;
  author: {
    kind: 'user' | 'agent' | 'bot' | 'system' | 'guest';
    id?: string;
    name?: string;
    address?: string;
  };
  channel: 'chat' | 'email';
  text: string;
  elided?: string;
  attachments: Attachment[];
  flags: string[];
  answeredByBot?: boolean;
  mailId?: string;
  createdAt: string;
}

export interface Delivery {
  recipient?: string;
  participant?: { kind: string; id: string };
  decision: 'sent' | 'skipped' | 'failed' | 'bounced';
  reason: string;
  count?: number;
  at: string;
  sesMessageId?: string;
}

export interface Agent {
  agentId: string;
  name: string;
  email: string;
  aliases: string[];
  role: 'agent' | 'admin';
  departmentIds: string[];
  locale?: string;
  timeZone?: string;
  presence?: { status: 'online' | 'offline'; until?: string };
}

export interface User {
  userId: string;
  name?: string;
  email?: string;
  formerEmails?: string[];
  emailNotifications: boolean;
  locale?: string;
  timeZone?: string;
  presence?: { status: 'online' | 'offline'; until?: string };
  suppressed?: unknown;
}

export interface Department {
  departmentId: string;
  name: string;
}

export interface InboundMail {
  mailId: string;
  receivedAt: string;
  from: string;
  subject: string;
  outcome: 'delivered' | 'held' | 'ignored' | 'rejected' | 'duplicate';
  reason: string;
  signal?: string;
  conversationId?: string;
  messageId?: string;
  verdicts: Record<string, unknown>;
  detail?: string;
  via?: 'ses' | 'mailbox';
  mailbox?: string;
  text?: string;
  elided?: string;
  attachments?: Attachment[];
  rawUrl?: string;
}

export interface ReplayView {
  outcome: InboundMail['outcome'];
  reason: string;
  conversationId?: string;
  text?: string;
}

export interface SentMail {
  sesMessageId: string;
  at: string;
  to: string[];
  from: string;
  subject: string;
  conversationId?: string;
}

export interface ReadMail {
  subject: string;
  from: string;
  to: string;
  text: string;
  hasHtml: boolean;
  attachments: Array<{ filename: string; contentType: string; size: number }>;
  headers: Array<{ name: string; value: string }>;
  raw: string;
}

export interface Webhook {
  webhookId: string;
  url: string;
  events: string[];
  disabledAt?: string;
  deadDeliveries: number;
  createdAt: string;
  secret?: string;
}

export interface WebhookDelivery {
  eventId: string;
  type: string;
  state: 'waiting' | 'delivered' | 'dead' | 'dropped';
  attempts: number;
  status?: number;
  error?: string;
}

export interface FunctionFacts {
  name: string;
  pid: number | null;
  invocations: number;
  errors: number;
  lastDurationMs: number | null;
}
