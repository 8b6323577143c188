import { readHeaderFields } from '../header-fields.ts';
import type { HeaderField } from '../message.ts';
import type { MailPiece, MailSplitter } from '../parts/split-mail.ts';
import type { Leaf } from './leaf.ts';

/** Reads the leaves of what the entity holds. */
export interface LeafTaker {
  take(piece: Exclude<MailPiece, { kind: 'top' }>): Promise<void>;
  abort(error: Error): Promise<void>;
}

/** A mail or part that lies within another and is read as if it lay there by itself. */
export class EntityLeaf implements Leaf {
  readonly #splitter: MailSplitter;
  readonly #reader: LeafTaker;
  headerFields: HeaderField[] = [];

  constructor(splitter: MailSplitter, reader: LeafTaker) {
    this.#splitter = splitter;
    this.#reader = reader;
  }

  async write(octets: Buffer): Promise<void> {
    for (const piece of this.#splitter.write(octets)) await this.#take(piece);
  }

  async close(): Promise<void> {
    for (const piece of this.#splitter.end()) await this.#take(piece);
  }

  abort(error: Error): Promise<void> {
    return this.#reader.abort(error);
  }

  async #take(piece: MailPiece): Promise<void> {
    if (piece.kind === 'top') this.headerFields = readHeaderFields(piece.block);
    else await this.#reader.take(piece);
  }
}
