import { readHeaderFields } from '../header-fields.ts';
import type { HeaderField } from '../message.ts';
import type { MailPiece } from '../parts/mail-piece.ts';
import { BLOCK_BYTES } from '../parts/read-blocks.ts';
import type { MailSplitter } from '../parts/split-mail.ts';
import type { Leaf } from './leaf.ts';

/** Reads the leaves of what the entity holds. */
export interface LeafTaker {
  take(piece: Exclude<MailPiece, { kind: 'top' }>): Promise<void>;
  abort(error: Error): Promise<void>;
}

/**
 * A mail or part that lies within another and is read as if it lay there by itself. Signed data may bring it one octet at a time (X.690 §8.7.3):
 * it is gathered in blocks, or a long header would be read again for each of them.
 */
export class EntityLeaf implements Leaf {
  readonly #splitter: MailSplitter;
  readonly #reader: LeafTaker;
  #block?: Buffer;
  #blockBytes = 0;
  headerFields: HeaderField[] = [];

  constructor(splitter: MailSplitter, reader: LeafTaker) {
    this.#splitter = splitter;
    this.#reader = reader;
  }

  async write(octets: Buffer): Promise<void> {
    for (let at = 0; at < octets.length; ) {
      this.#block ??= Buffer.allocUnsafe(BLOCK_BYTES);
      const taken = octets.copy(this.#block, this.#blockBytes, at);
      at += taken;
      this.#blockBytes += taken;
      if (this.#blockBytes === BLOCK_BYTES) await this.#readBlock(this.#block);
    }
  }

  async close(): Promise<void> {
    if (this.#block) await this.#readBlock(this.#block);
    for (const piece of this.#splitter.end()) await this.#take(piece);
  }

  abort(error: Error): Promise<void> {
    return this.#reader.abort(error);
  }

  /** The next octets get a block of their own: the splitter keeps the end of this one. */
  async #readBlock(block: Buffer): Promise<void> {
    const octets = block.subarray(0, this.#blockBytes);
    this.#block = undefined;
    this.#blockBytes = 0;
    for (const piece of this.#splitter.write(octets)) await this.#take(piece);
  }

  async #take(piece: MailPiece): Promise<void> {
    if (piece.kind === 'top') this.headerFields = readHeaderFields(piece.block);
    else await this.#reader.take(piece);
  }
}
