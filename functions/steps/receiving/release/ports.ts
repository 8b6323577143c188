/** What a person can ask about an inbound mail, or order. */
import type { MessageAttachment } from '../../../conversations/conversation.ts';
import type { Participant } from '../../../conversations/people/people.ts';
import type { MailRecord } from '../ports.ts';

/** A file of a mail; it gets an `attachmentId` when the mail becomes a message. */
export type FileOfMail = Omit<MessageAttachment, 'attachmentId'> & { attachmentId?: string };

/** The contents of a mail, as the message it became or would become. */
export interface MailContents {
  text?: string;
  /** Sanitised (S13). */
  html?: string;
  /** The quoted history that was cut, or would be (S12). */
  elided?: string;
  attachments: FileOfMail[];
}

/** One side of a preview. */
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

/** A person's order: into which conversation and in whose name the mail goes, where that differs from what the mail says. */
export interface ReleaseOrder {
  conversationId?: string;
  as?: Participant;
}

/** Why a mail is not released. */
export const RELEASE_REFUSALS = [
  /** Only a held mail, or one with an ambiguous author, can be released, and only once. */
  'not-held',
  'unknown-conversation',
  'unknown-agent',
  'unknown-user',
  /** A user writes only in their own conversation. */
  'author-not-in-conversation',
  /** No author can be read at all (S3), or only the piping address, which is nobody's (R13): the order must name one. */
  'needs-author',
  /** Only a user's mail opens a conversation: the order must name the one that the staff's mail goes into. */
  'needs-conversation',
] as const;
export type ReleaseRefusal = (typeof RELEASE_REFUSALS)[number];

/** `unknown`: no such mail, or its octets are gone. `not-readable`: the octets cannot be parsed, so there is nothing to deliver. */
export type ReleaseAnswer =
  | { kind: 'not-readable'; why: string }
  | { kind: ReleaseRefusal }
  | { kind: 'unknown' }
  | { kind: 'released' };

/** `unknown`: no such mail, or its octets are gone. A delivered mail is never delivered again. */
export const REPLAY_ANSWERS = ['unknown', 'already-delivered', 'replayed'] as const;
export type ReplayAnswer = (typeof REPLAY_ANSWERS)[number];

/** Parses stored mails again, for a person. */
export interface MailReader {
  /** What a mail that is no message would say as one. Undefined: there is no such mail, its octets are gone, or they cannot be parsed. */
  contents(mailId: string): Promise<MailContents | undefined>;
  /** What a replay would change, without changing it. Undefined: there is no such mail. */
  preview(mailId: string): Promise<ReplayPreview | undefined>;
  /** Judges the mail again by today's rules; its record holds the new outcome. */
  replay(mailId: string): Promise<ReplayAnswer>;
  /** Delivers a held mail on a person's order; its record holds the new outcome. */
  release(mailId: string, order: ReleaseOrder): Promise<ReleaseAnswer>;
}

/** What another function asks the reader, and waits for. */
export type MailQuestion =
  | { ask: 'contents' | 'preview' | 'replay'; mailId: string }
  | { ask: 'release'; mailId: string; order: ReleaseOrder };
