import { CertifiedLeaf } from '../leaves/certified-leaf.ts';
import { EntityLeaf } from '../leaves/entity-leaf.ts';
import { FileLeaf } from '../leaves/file-leaf.ts';
import type { Leaf } from '../leaves/leaf.ts';
import { SignedLeaf } from '../leaves/signed-leaf.ts';
import { TextLeaf } from '../leaves/text-leaf.ts';
import { MailBoundExceeded } from '../limits.ts';
import type { LeafStart, MailPiece } from '../structure/mail-piece.ts';
import { MailSplitter } from '../structure/split-mail.ts';
import { createTransferDecoder } from '../transfer/create-transfer-decoder.ts';
import type { TransferDecoder } from '../transfer/transfer-decoder.ts';
import { isBare, type PartRole, roleOf } from './part-role.ts';
import { PartStore, type TextsSoFar } from './part-store.ts';
import { isOfReport, reportRole } from './report-role.ts';

type LeafPiece = Exclude<MailPiece, { kind: 'top' }>;

/** Turns the leaves of a mail into its texts and files. */
export class PartReader {
  readonly #store: PartStore;
  readonly #depth: number;
  readonly #isOwn: boolean;
  #leaf?: { leaf: Leaf; decoder: TransferDecoder };
  /** The texts above a text that is dropped as a preamble if any part follows. */
  #abovePreamble?: TextsSoFar;

  /** `depth`: levels of mails around this one. `isOwn`: false inside an attached file, where a report is a forwarded one (S5). */
  constructor(store: PartStore, depth = 0, isOwn = true) {
    this.#store = store;
    this.#depth = depth;
    this.#isOwn = isOwn;
  }

  async take(piece: LeafPiece): Promise<void> {
    if (piece.kind === 'leaf') this.#open(piece);
    else if (this.#leaf && piece.kind === 'body')
      await this.#write(this.#leaf.decoder.write(piece.octets));
    else if (this.#leaf) await this.#close(this.#leaf);
  }

  async abort(error: Error): Promise<void> {
    await this.#leaf?.leaf.abort(error);
  }

  #open(start: LeafStart): void {
    const { header, container, isPreamble } = start;
    if (this.#abovePreamble) this.#store.backTo(this.#abovePreamble);
    this.#abovePreamble = isPreamble ? this.#store.textsSoFar() : undefined;
    const beside = this.#store.texts.filter((text) => text.container === container);
    const role = this.#isCertified(start) ? 'certified' : roleOf(header, container, beside);
    this.#note(start, role);
    if (isForPrograms(start)) return;
    const text =
      role === 'text' || role === 'fallback' ? { charset: header.params.charset } : undefined;
    const decoder = createTransferDecoder(header.encoding, text);
    this.#leaf = { leaf: this.#openLeaf(start, role), decoder };
  }

  #openLeaf(start: LeafStart, role: PartRole): Leaf {
    switch (role) {
      case 'text':
      case 'fallback':
        return new TextLeaf(start, this.#store, role === 'fallback');
      case 'signed':
        return new SignedLeaf(start, this.#store, () =>
          this.#openInner(this.#store, true, start.container === undefined),
        );
      case 'certified':
        return this.#openCertified(start);
      case 'file-or-text':
      case 'file':
        return new FileLeaf(
          start,
          this.#store,
          role === 'file-or-text',
          this.#isOwn ? reportRole(start) : undefined,
        );
    }
  }

  #openCertified(start: LeafStart): Leaf {
    const { limits, onAttachment, count } = this.#store;
    const store = new PartStore(limits, onAttachment, count);
    return new CertifiedLeaf(start, this.#store, store, this.#openInner(store, false));
  }

  #openInner(store: PartStore, isEntity: boolean, isOwn = true): EntityLeaf {
    const depth = this.#depth + 1;
    if (depth > store.limits.maxNesting) throw new MailBoundExceeded('nesting');
    const reader = new PartReader(store, depth, this.#isOwn && isOwn);
    return new EntityLeaf(new MailSplitter(store.limits, isEntity, store), reader);
  }

  #isCertified({ header }: LeafStart): boolean {
    const isFirst = this.#store.isCertified && !this.#store.certified;
    const isMail = header.contentType === 'message/rfc822';
    return (
      isFirst && (/^postacert\.eml$/i.test(header.filename ?? '') || (isMail && !header.filename))
    );
  }

  #note({ header, container }: LeafStart, role: PartRole): void {
    if (this.#isOwn && isOfReport(container)) this.#store.reportTypes.push(header.contentType);
    // a file is shown as the text because the mail's own multipart is said to be an alternative
    if (role === 'text' && container?.parent === undefined && !isBare(header))
      this.#store.decidingFields.add('content-type');
    const isSealed = role === 'file' && /enveloped/i.test(header.params['smime-type'] ?? '');
    if (isSealed || container?.subtype === 'encrypted') this.#store.marks.add('encrypted');
  }

  async #write(octets: Buffer): Promise<void> {
    if (octets.length > 0) await this.#leaf?.leaf.write(octets);
  }

  async #close({ leaf, decoder }: { leaf: Leaf; decoder: TransferDecoder }): Promise<void> {
    await this.#write(decoder.end());
    this.#leaf = undefined;
    await leaf.close();
  }
}

/**
 * Parts for programs, which are no files: `Version: 1` beside an encrypted message (RFC 3156 §4), a Mac file's resource fork (RFC 1740).
 */
const isForPrograms = ({ header, container }: LeafStart) =>
  (header.contentType === 'application/pgp-encrypted' && container?.subtype === 'encrypted') ||
  (header.contentType === 'application/applefile' && container?.subtype === 'appledouble');
