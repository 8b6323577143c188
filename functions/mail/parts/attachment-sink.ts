import { createHash } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import type { MailAttachment } from '../message.ts';

/** What is known of a file before its content was read. Whether it is shown inline is known at the end only. */
export type AttachmentInfo = Pick<
  MailAttachment,
  'index' | 'filename' | 'contentType' | 'contentId'
>;

/** Takes a file's decoded content. It may stop reading early; when its promise fails, `parseMessage` fails with the same error. */
export type OnAttachment = (info: AttachmentInfo, content: Readable) => Promise<void>;

/** Hashes and counts one file on its way to the taker, no faster than the taker reads. */
export class AttachmentSink {
  readonly info: AttachmentInfo;
  #size = 0;
  readonly #hash = createHash('sha256');
  readonly #content?: PassThrough;
  readonly #taken?: Promise<void>;
  #isTaken = false;

  constructor(info: AttachmentInfo, onAttachment?: OnAttachment) {
    this.info = info;
    if (!onAttachment) return;
    this.#content = new PassThrough();
    // A taker that destroys the stream says so by its promise.
    this.#content.on('error', () => undefined);
    this.#taken = onAttachment(info, this.#content).finally(() => {
      this.#isTaken = true;
    });
    this.#taken.catch(() => undefined);
  }

  /** Gives a promise where the taker must catch up first. */
  write(octets: Buffer): Promise<void> | undefined {
    this.#size += octets.length;
    this.#hash.update(octets);
    const content = this.#content;
    if (!content || this.#isTaken || content.destroyed || octets.length === 0) return undefined;
    // The octets are a view of a block that is read on: the taker gets them before the next block comes.
    return content.write(octets) ? undefined : this.#untilDrained(content);
  }

  async end(): Promise<{ size: number; sha256: string }> {
    this.#content?.end();
    await this.#taken;
    return { size: this.#size, sha256: this.#hash.digest('hex') };
  }

  /** Ends a file whose mail cannot be read to the end, and waits until its taker has let go. */
  async abort(error: Error): Promise<void> {
    this.#content?.destroy(error);
    await this.#taken?.catch(() => undefined);
  }

  #untilDrained(content: PassThrough): Promise<void> {
    return new Promise((resolve) => {
      content.once('drain', resolve);
      content.once('close', resolve);
      this.#taken?.then(
        () => resolve(),
        () => resolve(),
      );
    });
  }
}
