import { hash } from 'node:crypto';
import type { MessageAttachment, MessageFlag } from '../../../conversations/conversation.ts';
import type { MailAttachment, Verdict } from '../../../mail/message.ts';
import type { ReadMail } from '../deciding/mail-decision.ts';
import type { AttachmentStore, DeliverMailPorts } from '../ports.ts';
import { fileOfPart } from '../reading/file-of-part.ts';
import type { RawMail } from '../reading/ports.ts';
import { storeFiles } from './store-files.ts';

export interface StoredAttachments {
  attachments: MessageAttachment[];
  /** `not-scanned`: polled mail. `attachments-held`: no virus verdict, so no file is shown (S14). */
  flag?: Extract<MessageFlag, 'not-scanned' | 'attachments-held'>;
}

/** Hex digits of an attachment's id: 160 bits. The id reveals nothing about the file. */
const ATTACHMENT_ID_CHARS = 40;

/** Deterministic: the same part of the same mail has the same id, so a retry stores nothing twice. */
const attachmentIdOf = (mailId: string, { index, sha256 }: MailAttachment) =>
  hash('sha256', `${mailId}:${index}:${sha256}`).slice(0, ATTACHMENT_ID_CHARS);

/**
 * Stores a mail's attachments in a second pass over its octets; most mails have none and are read once (S14). Skips what an earlier try has
 * stored, so that a mail with many files makes progress with every try.
 */
export async function storeAttachments(
  mail: ReadMail,
  raw: RawMail,
  conversationId: string,
  ports: DeliverMailPorts,
): Promise<StoredAttachments> {
  const { message, arrival, verdicts } = mail;
  if (message.attachments.length === 0) return { attachments: [] };
  if (arrival.via === 'ses' && !isScanned(verdicts.virus)) {
    return { attachments: [], flag: 'attachments-held' };
  }
  const { mailId } = arrival;
  const attachments = message.attachments.map((part) => ({
    attachmentId: attachmentIdOf(mailId, part),
    ...fileOfPart(part),
  }));
  const attachmentIds = attachments.map((attachment) => attachment.attachmentId);
  const now = ports.clock.now();
  const stored = await ports.attachments.plan(mailId, { attachmentIds, conversationId, now });
  const missing = message.attachments.flatMap(({ index }, at) => {
    const attachment = attachments[at];
    return attachment && !stored.has(attachment.attachmentId)
      ? [[index, { ...attachment, conversationId }] as const]
      : [];
  });
  if (missing.length > 0) await storeFiles(raw, new Map(missing), ports.attachments);
  await refuseErased(mailId, attachmentIds, ports.attachments);
  return { attachments, ...(arrival.via === 'mailbox' && { flag: 'not-scanned' as const }) };
}

/** An erasure that ran meanwhile has deleted only the files that existed then, so those stored since are deleted here (S19). */
async function refuseErased(
  mailId: string,
  attachmentIds: string[],
  attachments: AttachmentStore,
): Promise<void> {
  if (await attachments.isPlanned(mailId)) return;
  await attachments.withdraw(mailId, attachmentIds);
  throw new Error(`mail ${mailId} was erased while its files were stored`);
}

/** GRAY, PROCESSING_FAILED, NONE and a missing verdict mean "not scanned" (S14). A mail with FAIL is already held. */
const isScanned = (verdict: Verdict | undefined) => verdict === 'PASS';
