import { NAME_OF_SMIME } from '../parts/part-role.ts';
import type { PartStore } from '../parts/part-store.ts';
import { isKnownField } from '../repairs/find-lost-body.ts';
import { FIELD_BYTES } from '../structure/find-body-start.ts';
import type { LeafStart } from '../structure/mail-piece.ts';
import type { EntityLeaf } from './entity-leaf.ts';
import { FileLeaf } from './file-leaf.ts';
import type { Leaf } from './leaf.ts';
import { SignedDataReader } from './signed-data.ts';

const LF = 10;
const NOTHING = Buffer.alloc(0);

/**
 * S/MIME mail whose words are inside the signature (RFC 8551 §3.5.2). They are read as if they stood alone; the signature is not checked. A
 * signed document, such as `contract.pdf.p7m`, has the same type and stays a file, as does what is no signed data, because it is encrypted.
 */
export class SignedLeaf implements Leaf {
  readonly #start: LeafStart;
  readonly #store: PartStore;
  readonly #openInner: () => EntityLeaf;
  readonly #reader = new SignedDataReader();
  readonly #file: FileLeaf;
  /** Content that does not show yet whether it is a mail's. */
  #held: Buffer = NOTHING;
  #isMail?: boolean;
  #inner?: EntityLeaf;

  constructor(start: LeafStart, store: PartStore, openInner: () => EntityLeaf) {
    this.#start = start;
    this.#store = store;
    this.#openInner = openInner;
    this.#file = new FileLeaf(start, store);
  }

  async write(octets: Buffer): Promise<void> {
    await this.#file.write(octets);
    const content = this.#reader.write(octets);
    if (content.length === 0 || this.#isMail === false) return;
    const known = Buffer.concat([this.#held, content]);
    this.#isMail ??= beginsEntity(known);
    this.#held = this.#isMail ? NOTHING : known;
    if (!this.#isMail) return;
    this.#inner ??= this.#openInner();
    await this.#inner.write(known);
  }

  async close(): Promise<void> {
    if (this.#inner) {
      this.#store.marks.add('signed');
      await this.#file.discard();
      return this.#inner.close();
    }
    const { header, container } = this.#start;
    const isWhole = container === undefined || NAME_OF_SMIME.test(header.filename ?? 'smime.p7m');
    if (isWhole && this.#held.length === 0) this.#store.marks.add('encrypted');
    return this.#file.close();
  }

  async abort(error: Error): Promise<void> {
    await this.#file.abort(error);
    await this.#inner?.abort(error);
  }
}

/** Whether content is a MIME entity, which begins with a header field. Undefined: more octets are needed. */
function beginsEntity(content: Buffer): boolean | undefined {
  if (content.length < FIELD_BYTES && !content.includes(LF)) return undefined;
  return isKnownField(content.toString('latin1', 0, FIELD_BYTES));
}
