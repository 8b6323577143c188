import { createHash } from 'node:crypto';
import { ftruncateSync } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { MailTooLargeError, type SpooledMail } from '../../steps/polling/ports.ts';

const PIECE_BYTES = 64 * 1024;

/**
 * A session's place on disk for the mail that it fetches, so that neither the mail's size nor a slow store costs memory. The file has
 * no name: it ends with the process, also if that is killed. Lambda keeps the temporary folder of a function that it stops.
 *
 * No file stream is used: one that fails closes its file, even without `autoClose`. The next file that is opened, perhaps another
 * mailbox's, would get the same number, and both mailboxes would write into it.
 */
export class MailSpool {
  readonly #file: FileHandle;
  /** Octets of all mails that were written, whole or not. */
  writtenBytes = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(): Promise<MailSpool> {
    const folder = await mkdtemp(join(tmpdir(), 'mailbox-'));
    try {
      return new MailSpool(await open(join(folder, 'mail.eml'), 'a+', 0o600));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Writes a mail as it arrives, over the one before. Throws `MailTooLargeError` over `maxBytes`. */
  async write(source: AsyncIterable<Buffer>, maxBytes: number): Promise<SpooledMail> {
    const hash = createHash('sha256');
    let spooledBytes = 0;
    // at once: a source that fails while nobody listens would end the process
    ftruncateSync(this.#file.fd);
    for await (const chunk of source) {
      spooledBytes += chunk.length;
      this.writtenBytes += chunk.length;
      if (spooledBytes > maxBytes)
        throw new MailTooLargeError(`the mail is over ${maxBytes} octets`);
      hash.update(chunk);
      await this.#file.appendFile(chunk);
    }
    return {
      spooledBytes,
      sha256: hash.digest('hex'),
      open: () => Readable.from(this.#read(), { objectMode: false }),
    };
  }

  async *#read(): AsyncGenerator<Buffer> {
    for (let position = 0; ; ) {
      const piece = Buffer.allocUnsafe(PIECE_BYTES);
      const { bytesRead } = await this.#file.read(piece, 0, PIECE_BYTES, position);
      if (bytesRead === 0) return;
      yield piece.subarray(0, bytesRead);
      position += bytesRead;
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
