import type { MessageAttachment } from '../conversations/conversation.ts';
import type { UploadStore } from './api-ports.ts';

/** Uploads as the attachments of a message; `index` says which of them cannot be used. */
export type ClaimedAttachments =
  | { kind: 'claimed'; attachments: MessageAttachment[] }
  | { kind: 'unknown-attachment'; index: number }
  /** Nothing lies behind the upload URL yet, or not as many octets as were announced. */
  | { kind: 'not-uploaded'; index: number; announcedBytes: number; storedBytes: number }
  /** It belongs to another conversation. */
  | { kind: 'attachment-in-use'; index: number };

/** Checks what was uploaded and binds it to the conversation. */
export async function claimAttachments(
  attachmentIds: string[],
  conversationId: string,
  uploads: UploadStore,
): Promise<ClaimedAttachments> {
  const attachments: MessageAttachment[] = [];
  for (const [index, attachmentId] of attachmentIds.entries()) {
    const upload = await uploads.find(attachmentId);
    if (!upload) return { kind: 'unknown-attachment', index };
    const { state: _state, conversationId: _conversationId, ...attachment } = upload;
    const storedBytes = (await uploads.storedSize(attachmentId)) ?? 0;
    if (storedBytes !== upload.size) {
      return { kind: 'not-uploaded', index, announcedBytes: upload.size, storedBytes };
    }
    if (!(await uploads.claim(attachmentId, conversationId))) {
      return { kind: 'attachment-in-use', index };
    }
    attachments.push(attachment);
  }
  return { kind: 'claimed', attachments };
}
