import { isAttachmentKeyValid } from '../../conversations/attachment-link.ts';
import type { TokenKeySource } from '../ports.ts';
import { findStandingConversation } from './find-conversation.ts';
import type { ConversationStore, PeopleStore, UploadStore } from './ports.ts';

export interface OpenAttachmentPorts {
  uploads: UploadStore;
  conversations: ConversationStore;
  people: PeopleStore;
  tokenKeys: TokenKeySource;
}

/** A short-lived URL of a stored attachment; undefined: no such file, or its person is erased. */
export async function openAttachment(
  attachmentId: string,
  ports: OpenAttachmentPorts,
): Promise<string | undefined> {
  const attachment = await ports.uploads.find(attachmentId);
  if (!attachment) return undefined;
  const { conversationId } = attachment;
  if (conversationId !== undefined && !(await findStandingConversation(conversationId, ports))) {
    return undefined;
  }
  const size = await ports.uploads.storedSize(attachmentId);
  return size === undefined ? undefined : ports.uploads.downloadUrl(attachment);
}

/** The same for a link in a mail. A wrong key and an unknown attachment give the same answer. */
export async function openLinkedAttachment(
  attachmentId: string,
  key: string,
  ports: OpenAttachmentPorts,
): Promise<string | undefined> {
  if (!isAttachmentKeyValid(await ports.tokenKeys.read(), attachmentId, key)) return undefined;
  return openAttachment(attachmentId, ports);
}
