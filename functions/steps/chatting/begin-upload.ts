import type { Clock } from '../ports.ts';
import type { Reserve } from './open-conversation.ts';
import type { Upload, UploadStore } from './ports.ts';

export interface AnnouncedFile {
  filename: string;
  contentType: string;
  /** Octets. */
  size: number;
}

/** Returns an id, and a URL that accepts exactly this file. The file counts once a message uses it (S14). */
export async function beginUpload(
  file: AnnouncedFile,
  reserve: Reserve,
  ports: { uploads: UploadStore; clock: Clock; newId: () => string },
): Promise<{ attachmentId: string; uploadUrl: string }> {
  const attachmentId = await reserve('attachmentId', ports.newId);
  const upload: Upload = { attachmentId, ...file, inline: false, state: 'waiting' };
  await ports.uploads.begin(upload, ports.clock.now());
  return { attachmentId, uploadUrl: await ports.uploads.uploadUrl(upload) };
}
