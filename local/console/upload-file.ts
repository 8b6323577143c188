import { HOST, type LocalConfiguration } from '../configuration.ts';
import { ControlError } from '../controls/controls.ts';
import type { OrderedFile } from './orders.ts';

/** Uploads a file of the page as a chat backend does: makes an attachment at the API, then puts the octets to the link in its answer. */
export async function uploadFile(
  { httpPort, apiToken }: LocalConfiguration,
  { filename, contentType, content }: OrderedFile,
): Promise<{ attachmentId: string }> {
  const octets = Buffer.from(content, 'base64');
  const answer = await fetch(`http://${HOST}:${httpPort}/v1/attachments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ filename, contentType, size: octets.length }),
  });
  const made = (await answer.json()) as {
    attachmentId?: string;
    uploadUrl?: string;
    detail?: string;
  };
  if (!made.attachmentId || !made.uploadUrl)
    throw new ControlError(answer.status, made.detail ?? `The file "${filename}" was refused.`);
  const stored = await fetch(made.uploadUrl, {
    method: 'PUT',
    headers: { 'content-type': contentType },
    body: octets,
  });
  await stored.body?.cancel();
  if (!stored.ok) throw new ControlError(502, `The file "${filename}" could not be stored.`);
  return { attachmentId: made.attachmentId };
}
