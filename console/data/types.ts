import type { Client, Schemas } from '../../client/client.d.ts';

/** Answers of the chat API, from its OpenAPI document. */
export type Conversation = Schemas['Conversation'];
export type Attachment = Schemas['Attachment'];
export type Message = Schemas['Message'];
export type Delivery = Schemas['Delivery'];
export type ConversationDelivery = Schemas['ConversationDelivery'];
export type Agent = Schemas['Agent'];
export type User = Schemas['User'];
export type PresenceReport = Schemas['Presence'];
export type Department = Schemas['Department'];
export type InboundMail = Schemas['MailDetail'];
export type Webhook = Schemas['Webhook'];
export type WebhookDelivery = Schemas['WebhookDelivery'];

/** Every field that a PUT takes. It replaces the whole, so what it leaves out is removed. */
export type UserFields = Record<keyof Omit<Parameters<Client['putUser']>[0], 'userId'>, unknown>;
export type AgentFields = Record<keyof Omit<Parameters<Client['putAgent']>[0], 'agentId'>, unknown>;

/** A chosen file in the form that the controls take; `content` is base64. */
export interface OrderedFile {
  filename: string;
  contentType: string;
  content: string;
  size: number;
}

export interface ReplayView {
  outcome: InboundMail['outcome'];
  reason: string;
  conversationId?: string;
  text?: string;
}

/** Answers of the local controls. */
export interface SentMail {
  sesMessageId: string;
  at: string;
  to: string[];
  from: string;
  subject: string;
  conversationId?: string;
}

export interface ReadMail {
  text: string;
  hasHtml: boolean;
  attachments: Array<{ filename: string; contentType: string; size: number }>;
  headers: Array<{ name: string; value: string }>;
  raw: string;
}

export interface FunctionFacts {
  name: string;
  pid: number | null;
  invocations: number;
  errors: number;
  lastDurationMs: number | null;
}
