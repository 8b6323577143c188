import { api, local } from './call.ts';
import { CallError, isRefusal } from './call-error.ts';
import { isLocal, token } from './facts.ts';
import { isTokenRefused } from './token-refused.ts';
import type { OrderedFile } from './types.ts';

/** Files that were uploaded for messages that are not posted yet. */
const uploaded = new WeakMap<OrderedFile, string>();

/**
 * Uploads the files of a message that is posted with their ids. If the answer to the post is lost, the same files are not uploaded
 * again: with other ids the next try would be another message. A refusal may be about the files, so they are uploaded anew after one.
 */
export async function withUploads<Answer>(
  files: readonly OrderedFile[],
  post: (attachmentIds: string[]) => Promise<Answer>,
): Promise<Answer> {
  for (const file of files) {
    if (!uploaded.has(file)) uploaded.set(file, await uploadFile(file));
  }
  const attachmentIds = files.flatMap((file) => uploaded.get(file) ?? []);
  try {
    return await post(attachmentIds);
  } catch (error) {
    if (isRefusal(error)) for (const file of files) uploaded.delete(file);
    throw error;
  }
}

/** Uploads a file to the chat, for a message to name. On this machine a control puts it into the bucket, which no page may call. */
async function uploadFile(file: OrderedFile): Promise<string> {
  const { size, ...order } = file;
  const { filename, contentType, content } = order;
  if (isLocal) {
    const stored = await local<{ attachmentId: string }>('POST', '/console/files', order);
    return stored.attachmentId;
  }
  const { attachmentId, uploadUrl } = await api<{ attachmentId: string; uploadUrl: string }>(
    'POST',
    '/attachments',
    { filename, contentType, size },
  );
  const octets = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
  const headers = { 'content-type': contentType };
  const stored = await fetch(uploadUrl, { method: 'PUT', headers, body: octets });
  if (!stored.ok) throw new CallError(stored.status, `${filename}: ${stored.status}`);
  return attachmentId;
}

/** Saves a file of a message. The API checks the token and redirects to the file. */
export async function saveFile(attachmentId: string, filename: string): Promise<void> {
  const answer = await fetch(`/v1/attachments/${attachmentId}`, {
    headers: { authorization: `Bearer ${token.read() ?? ''}` },
  });
  if (answer.status === 401) isTokenRefused.set(true);
  if (!answer.ok) throw new CallError(answer.status, `${filename}: ${answer.status}`);
  const url = URL.createObjectURL(await answer.blob());
  const link = Object.assign(document.createElement('a'), { href: url, download: filename });
  link.click();
  URL.revokeObjectURL(url);
}
