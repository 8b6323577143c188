import type { MessageAttachment } from '../../conversations/conversation.ts';
import type { Upload, UploadStore } from './ports.ts';

/** Uploads as the attachments of a message; `index` says which of them cannot be used. */
export type ClaimedAttachments =
  | { kind: 'claimed'; attachments: MessageAttachment[] }
  | { kind: 'unknown-attachment'; index: number }
  /** Nothing lies behind the upload URL yet, or not as many octets as were announced. */
  | { kind: 'not-uploaded'; index: number; announcedBytes: number; storedBytes: number }
  /** It belongs to another conversation. */
  | { kind: 'attachment-in-use'; index: number };

/**
 * Checks what was uploaded and binds it to the conversation: all of it or nothing, because no erasure would find a file that is bound and
 * that no message names (S19). A file that is named twice is one file.
 */
export async function claimAttachments(
  attachmentIds: string[],
  conversationId: string,
  uploads: UploadStore,
): Promise<ClaimedAttachments> {
  const found: Upload[] = [];
  for (const attachmentId of new Set(attachmentIds)) {
    const checked = await checkUpload(attachmentId, conversationId, uploads);
    if (checked.kind !== 'usable') {
      return { ...checked, index: attachmentIds.indexOf(attachmentId) };
    }
    found.push(checked.upload);
  }
  const refused = await uploads.claim(found, conversationId);
  if (refused !== undefined) {
    const index = attachmentIds.indexOf(found[refused]?.attachmentId ?? '');
    return { kind: 'attachment-in-use', index };
  }
  return { kind: 'claimed', attachments: found.map(shown) };
}

type Checked =
  | { kind: 'usable'; upload: Upload }
  | { kind: 'unknown-attachment' | 'attachment-in-use' }
  | { kind: 'not-uploaded'; announcedBytes: number; storedBytes: number };

async function checkUpload(
  attachmentId: string,
  conversationId: string,
  uploads: UploadStore,
): Promise<Checked> {
  const upload = await uploads.find(attachmentId);
  if (!upload) return { kind: 'unknown-attachment' };
  if (upload.conversationId !== undefined && upload.conversationId !== conversationId) {
    return { kind: 'attachment-in-use' };
  }
  const storedBytes = (await uploads.storedSize(attachmentId)) ?? 0;
  if (storedBytes !== upload.size) {
    return { kind: 'not-uploaded', announcedBytes: upload.size, storedBytes };
  }
  return { kind: 'usable', upload };
}

function shown({ state: _state, conversationId: _id, ...attachment }: Upload): MessageAttachment {
  return attachment;
}
