import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { MailTooLargeError, type SpooledMail } from '../../steps/polling/ports.ts';

/** Writes a mail to disk as it arrives, so that neither its size nor a slow store costs memory. */
export async function spoolMail(
  source: AsyncIterable<Buffer>,
  path: string,
  maxBytes: number,
): Promise<SpooledMail & { spooledBytes: number }> {
  const hash = createHash('sha256');
  let spooledBytes = 0;
  const file = await open(path, 'w', 0o600);
  try {
    for await (const chunk of source) {
      spooledBytes += chunk.length;
      if (spooledBytes > maxBytes)
        throw new MailTooLargeError(`the mail is over ${maxBytes} octets`);
      hash.update(chunk);
      await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
  return { spooledBytes, sha256: hash.digest('hex'), open: () => createReadStream(path) };
}
