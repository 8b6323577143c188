import { createHash } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import type { MailAttachment } from '../message.ts';

/** What is known of a file before its content is read. Whether it is inline is known only at the end. */
export type AttachmentInfo = Pick<
  MailAttachment,
  'index' | 'filename' | 'contentType' | 'contentId'
>;

/** Receives a file's decoded content. It may stop reading early. When its promise rejects, `parseMessage` rejects with the same error. */
export type OnAttachment = (info: AttachmentInfo, content: Readable) => Promise<void>;

/** Hashes and counts one file while passing it on, no faster than the consumer reads. */
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
    // A consumer that destroys the stream reports that by its promise.
    this.#content.on('error', () => undefined);
    this.#taken = onAttachment(info, this.#content).finally(() => {
      this.#isTaken = true;
    });
    this.#taken.catch(() => undefined);
  }

  /** Returns a promise when the consumer must catch up first. */
  write(octets: Buffer): Promise<void> | undefined {
    this.#size += octets.length;
    this.#hash.update(octets);
    const content = this.#content;
    if (!content || this.#isTaken || content.destroyed || octets.length === 0) return undefined;
    // These octets are a view of a block: the consumer gets them before the next block is read.
    return content.write(octets) ? undefined : this.#untilDrained(content);
  }

  async end(): Promise<{ size: number; sha256: string }> {
    this.#content?.end();
    await this.#taken;
    return { size: this.#size, sha256: this.#hash.digest('hex') };
  }

  /** Ends the file of a mail that cannot be read to its end, and waits until the consumer is done. */
  async abort(error: Error): Promise<void> {
    this.#content?.destroy(error);
    await this.#taken?.catch(() => undefined);
  }

  #untilDrained(content: PassThrough): Promise<void> {
    return new Promise((resolve) => {
      // a large file waits hundreds of times: no listener may stay
      const goOn = () => {
        content.off('drain', goOn).off('close', goOn);
        resolve();
      };
      content.on('drain', goOn).on('close', goOn);
      this.#taken?.then(goOn, goOn);
    });
  }
}
