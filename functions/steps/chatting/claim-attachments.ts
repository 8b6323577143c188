import type { MessageAttachment } from '../../conversations/conversation.ts';
import type { Upload, UploadStore } from './ports.ts';

/** Uploads as attachments of a message; `index` is that of the first one that cannot be used. */
export type ClaimedAttachments =
  | { kind: 'claimed'; attachments: MessageAttachment[] }
  | { kind: 'unknown-attachment'; index: number }
  /** Nothing was uploaded yet, or not the announced number of octets. */
  | { kind: 'not-uploaded'; index: number; announcedBytes: number; storedBytes: number }
  /** It belongs to another conversation. */
  | { kind: 'attachment-in-use'; index: number };

/**
 * Checks uploads and binds them to the conversation, all or none: an erasure would not find a bound file that no message names (S19). A
 * file named twice is one attachment.
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
