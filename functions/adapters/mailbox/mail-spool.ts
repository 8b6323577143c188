import { createHash } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, ftruncateSync, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { MailTooLargeError, type SpooledMail } from '../../steps/polling/ports.ts';

/**
 * A session's place on disk for the mail that it fetches, so that neither the mail's size nor a slow store costs memory. The file has
 * no name: it ends with the process, also if that is killed. Lambda keeps the temporary folder of a function that it stops.
 */
export class MailSpool {
  readonly #file: number;

  private constructor(file: number) {
    this.#file = file;
  }

  static async open(): Promise<MailSpool> {
    const folder = await mkdtemp(join(tmpdir(), 'mailbox-'));
    try {
      return new MailSpool(openSync(join(folder, 'mail.eml'), 'w+', 0o600));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Writes a mail as it arrives, over the one before. Throws `MailTooLargeError` over `maxBytes`. */
  async write(source: AsyncIterable<Buffer>, maxBytes: number): Promise<SpooledMail> {
    const hash = createHash('sha256');
    let spooledBytes = 0;
    const measure = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        spooledBytes += chunk.length;
        if (spooledBytes > maxBytes)
          throw new MailTooLargeError(`the mail is over ${maxBytes} octets`);
        hash.update(chunk);
        yield chunk;
      }
    };
    const wholeFile = { fd: this.#file, start: 0, autoClose: false };
    ftruncateSync(this.#file);
    await pipeline(source, measure, createWriteStream('', wholeFile));
    return {
      spooledBytes,
      sha256: hash.digest('hex'),
      open: () => createReadStream('', wholeFile),
    };
  }

  close(): void {
    closeSync(this.#file);
  }
}
