import { readHeaderFields } from '../header-fields.ts';
import type { HeaderField } from '../message.ts';
import type { MailPiece } from '../structure/mail-piece.ts';
import { BLOCK_BYTES } from '../structure/read-blocks.ts';
import type { MailSplitter } from '../structure/split-mail.ts';
import type { Leaf } from './leaf.ts';

/** Reads the leaves of an entity. */
export interface LeafTaker {
  take(piece: Exclude<MailPiece, { kind: 'top' }>): Promise<void>;
  abort(error: Error): Promise<void>;
}

/**
 * Reads a mail or part that lies inside another one as if it stood alone. Signed data may deliver it one octet at a time (X.690 §8.7.3), so
 * octets are collected in blocks: otherwise a long header would be scanned again for each octet.
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

  /** Starts a new block afterwards, because the splitter keeps views of this one. */
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
