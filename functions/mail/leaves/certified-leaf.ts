import type { PartStore } from '../parts/part-store.ts';
import type { LeafStart } from '../structure/mail-piece.ts';
import { isMailHeader } from '../verdicts/trace-fields.ts';
import type { EntityLeaf } from './entity-leaf.ts';
import { FileLeaf } from './file-leaf.ts';
import type { Leaf } from './leaf.ts';

/** Reads the `postacert.eml` of certified mail (S21) as the mail that it is, not as a file. */
export class CertifiedLeaf implements Leaf {
  readonly #outer: PartStore;
  readonly #file: FileLeaf;
  readonly #store: PartStore;
  readonly #inner: EntityLeaf;

  /** `store` holds what `inner` reads, apart from what the envelope `outer` holds. */
  constructor(start: LeafStart, outer: PartStore, store: PartStore, inner: EntityLeaf) {
    this.#outer = outer;
    this.#file = new FileLeaf(start, outer);
    this.#store = store;
    this.#inner = inner;
  }

  async write(octets: Buffer): Promise<void> {
    await this.#file.write(octets);
    await this.#inner.write(octets);
  }

  /** If it is not a mail, it stays a file, and the text of the envelope stays the text of the mail. */
  async close(): Promise<void> {
    await this.#inner.close();
    if (!isMailHeader(this.#inner.headerFields)) return this.#file.close();
    await this.#file.discard();
    this.#outer.certified ??= { store: this.#store, headerFields: this.#inner.headerFields };
  }

  async abort(error: Error): Promise<void> {
    await this.#file.abort(error);
    await this.#inner.abort(error);
  }
}
