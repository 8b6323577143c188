import type { OrderedFile } from '../parts/files.tsx';
import { api, local } from './call.ts';
import { CallError } from './call-error.ts';
import { isLocal, token } from './facts.ts';

/**
 * Uploads a file to the chat, for a message to name. On this machine
 * a control puts it into the bucket, which no page may call.
 */
export async function uploadFile(file: OrderedFile): Promise<string> {
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
  if (!answer.ok) throw new CallError(answer.status, `${filename}: ${answer.status}`);
  const url = URL.createObjectURL(await answer.blob());
  const link = Object.assign(document.createElement('a'), { href: url, download: filename });
  link.click();
  URL.revokeObjectURL(url);
}
