/** What a person asks about a mail that came in, and orders. */
import type { MessageAttachment } from '../../../conversations/conversation.ts';
import type { Participant } from '../../../conversations/people.ts';
import type { MailRecord } from '../ports.ts';

/** A file of a mail: it has an `attachmentId` once the mail is a message. */
export type FileOfMail = Omit<MessageAttachment, 'attachmentId'> & { attachmentId?: string };

/** What a mail says, as it is a message or would become one. */
export interface MailContents {
  text?: string;
  /** Sanitised (S13). */
  html?: string;
  /** What was cut, or would be (S12). */
  elided?: string;
  attachments: FileOfMail[];
}

/** What a preview shows of one side. */
export interface ReplayView {
  outcome: MailRecord['outcome'];
  reason: MailRecord['reason'];
  conversationId?: string;
  text?: string;
}

export interface ReplayPreview {
  before: ReplayView;
  after: ReplayView;
}

/** A person's word: where the mail goes and whose it is, where that differs from what the mail itself says. */
export interface ReleaseOrder {
  conversationId?: string;
  as?: Participant;
}

/** Why a mail is not released; `not-readable` says more. */
export const RELEASE_REFUSALS = [
  'not-held',
  'unknown-conversation',
  'unknown-agent',
  'unknown-user',
  'author-not-in-conversation',
  'needs-author',
  'needs-conversation',
] as const;

export type ReleaseAnswer =
  | { kind: 'not-readable'; why: string }
  | { kind: (typeof RELEASE_REFUSALS)[number] }
  | { kind: 'unknown' }
  | { kind: 'released' };

export const REPLAY_ANSWERS = ['unknown', 'already-delivered', 'replayed'] as const;
export type ReplayAnswer = (typeof REPLAY_ANSWERS)[number];

/** Takes stored mails apart again, for a person. */
export interface MailReader {
  /** What a mail that is no message would say as one. Undefined: there is no such mail, its octets are gone, or cannot be taken apart. */
  contents(mailId: string): Promise<MailContents | undefined>;
  /** What a replay would change, without changing it. Undefined: there is no such mail. */
  preview(mailId: string): Promise<ReplayPreview | undefined>;
  /** Through today's rules again; its record says what became of it. */
  replay(mailId: string): Promise<ReplayAnswer>;
  /** Delivers a held mail on a person's word; its record says what became of it. */
  release(mailId: string, order: ReleaseOrder): Promise<ReleaseAnswer>;
}

/** What another function asks of the reader, and waits for. */
export type MailQuestion =
  | { ask: 'contents' | 'preview' | 'replay'; mailId: string }
  | { ask: 'release'; mailId: string; order: ReleaseOrder };
