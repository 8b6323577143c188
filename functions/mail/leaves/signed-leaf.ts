import type { LeafStart } from '../parts/mail-piece.ts';
import type { PartStore } from '../parts/part-store.ts';
import type { EntityLeaf } from './entity-leaf.ts';
import { FileLeaf } from './file-leaf.ts';
import type { Leaf } from './leaf.ts';
import { SignedDataReader } from './signed-data.ts';

/**
 * S/MIME mail whose words are inside the signature (RFC 8551 §3.5.2). They are read as if they stood
 * alone; the signature is not checked. If the data is not signed data, it is encrypted and stays a file.
 */
export class SignedLeaf implements Leaf {
  readonly #store: PartStore;
  readonly #openInner: () => EntityLeaf;
  readonly #reader = new SignedDataReader();
  readonly #file: FileLeaf;
  #inner?: EntityLeaf;

  constructor(start: LeafStart, store: PartStore, openInner: () => EntityLeaf) {
    this.#store = store;
    this.#openInner = openInner;
    this.#file = new FileLeaf(start, store);
  }

  async write(octets: Buffer): Promise<void> {
    await this.#file.write(octets);
    const content = this.#reader.write(octets);
    if (content.length === 0) return;
    this.#inner ??= this.#openInner();
    await this.#inner.write(content);
  }

  async close(): Promise<void> {
    this.#store.marks.add(this.#inner ? 'signed' : 'encrypted');
    if (!this.#inner) return this.#file.close();
    await this.#file.discard();
    await this.#inner.close();
  }

  async abort(error: Error): Promise<void> {
    await this.#file.abort(error);
    await this.#inner?.abort(error);
  }
}
