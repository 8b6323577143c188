import { chooseCharset } from '../charsets/choose-charset.ts';
import type { TextFormat } from '../message.ts';
import { decodeText } from '../parts/collect-text.ts';
import type { PartStore } from '../parts/part-store.ts';
import { extractUuencoded } from '../repairs/extract-uuencoded.ts';
import { isKnownField } from '../repairs/find-lost-body.ts';
import { mayBeEscaped, undoUnsaidEncoding } from '../repairs/undo-unsaid-encoding.ts';
import { unwrapPgp } from '../repairs/unwrap-pgp.ts';
import { FIELD_BYTES } from '../structure/find-body-start.ts';
import type { LeafStart } from '../structure/mail-piece.ts';
import { DataUrlFilter } from './data-url-filter.ts';
import { enrichedAsPlain } from './enriched-text.ts';
import { KeptOctets } from './kept-octets.ts';
import type { Leaf } from './leaf.ts';

/** The beginning of a page. `<3`, `<- here` and `<https://shop.example>` are text. */
const TAG = /^\s*<(?:[!?]|[a-z][\w-]*(?::[\w-]+)?[\s/>])/i;

/** An element that answers have in pages, in a line that is no quote. People write `<b>` in a text, too. */
const UNQUOTED_TAG = /^(?![ \t>]*>)[^\n]*<\/?(?:br|div|blockquote)[\s/>]/im;

/** A part that is shown as text. It is kept up to a limit, and files inside the text are taken out (S14). */
export class TextLeaf implements Leaf {
  readonly #start: LeafStart;
  readonly #store: PartStore;
  readonly #isFallback: boolean;
  readonly #kept = new KeptOctets();
  readonly #pictures?: DataUrlFilter;

  constructor(start: LeafStart, store: PartStore, isFallback: boolean) {
    this.#start = start;
    this.#store = store;
    this.#isFallback = isFallback;
    if (isHtmlType(start.header.contentType)) this.#pictures = new DataUrlFilter(store);
  }

  write(octets: Buffer): Promise<void> | undefined {
    if (!this.#pictures || this.#kept.isCut) return void this.#keep(octets);
    return this.#pictures.write(octets).then((rest) => this.#keep(rest));
  }

  async close(): Promise<void> {
    if (this.#pictures) this.#keep(await this.#pictures.end());
    await addText(this.#start, this.#kept.take(), this.#kept.isCut, this.#store, this.#isFallback);
  }

  async abort(error: Error): Promise<void> {
    await this.#pictures?.abort(error);
  }

  #keep(octets: Buffer): void {
    const { count, textBytesLeft } = this.#store;
    count.textBytes += this.#kept.keep(octets, this.#kept.byteCount + textBytesLeft);
    if (this.#kept.isCut) this.#store.cut.add('inline-text');
  }
}

/** Decodes a text and adds it to the store. Files and signatures inside the text are taken out. */
export async function addText(
  { header, container }: LeafStart,
  written: Buffer,
  isCut: boolean,
  store: PartStore,
  isFallback = false,
): Promise<void> {
  const { params, contentType, encoding } = header;
  const octets = isKnownEncoding(encoding) ? written : undoUnsaidEncoding(written);
  const isSaidToBeHtml = isHtmlType(contentType);
  const charset = chooseCharset(octets, params.charset, isSaidToBeHtml);
  if (charset !== 'utf-8') store.charset ??= charset;
  const decoded = decodeText(octets, charset, isCut);
  const isHtml = isSaidToBeHtml || isHtmlDocument(decoded);
  // the mail's only part: its header is that of the mail
  if (!container) {
    const unsaid = chooseCharset(octets, 'utf-8', false);
    const isLabelled = unsaid !== charset && decodeText(octets, unsaid, isCut) !== decoded;
    if (isLabelled || !isTypeSure(decoded, isSaidToBeHtml))
      store.decidingFields.add('content-type');
    if (!isKnownEncoding(encoding) && mayBeEscaped(octets))
      store.decidingFields.add('content-transfer-encoding');
  }
  const text = isHtml ? decoded : await takeFilesOut(decoded, contentType, store);
  store.texts.push({ isHtml, text, container, ...(isFallback && { isFallback }) });
  if (contentType === 'text/plain') store.textFormat ??= readTextFormat(params);
}

/** Whether a text shows that it is a page, or that it is none and no mail either: neither an unquoted tag nor a header. */
const isTypeSure = (decoded: string, isSaidToBeHtml: boolean) =>
  isSaidToBeHtml
    ? TAG.test(decoded)
    : !TAG.test(decoded) &&
      !UNQUOTED_TAG.test(decoded) &&
      !isKnownField(decoded.slice(0, FIELD_BYTES));

async function takeFilesOut(written: string, type: string, store: PartStore): Promise<string> {
  const { text, marks, encrypted } = unwrapPgp(written);
  for (const mark of marks) store.marks.add(mark);
  if (encrypted !== undefined)
    await store.addFile(
      { contentType: 'application/pgp-encrypted', filename: 'encrypted.asc' },
      Buffer.from(encrypted),
    );
  const { rest, files } = extractUuencoded(text);
  for (const { filename, contentType, octets } of files)
    await store.addFile({ contentType, filename }, octets);
  return /^text\/(?:enriched|richtext)$/.test(type) ? enrichedAsPlain(rest) : rest;
}

const isKnownEncoding = (encoding: string) =>
  ['base64', 'quoted-printable', 'uuencode'].includes(encoding);

/** A whole HTML page that is labelled plain text (S23). */
const isHtmlDocument = (text: string) =>
  /^\s*(?:<!doctype html|<html[\s>])/i.test(text) &&
  /<\/(?:body|html)\s*>\s*$/i.test(text.slice(-200));

const isHtmlType = (contentType: string) =>
  ['text/html', 'text/x-amp-html', 'text/watch-html'].includes(contentType);

function readTextFormat(params: Record<string, string>): TextFormat | undefined {
  if (params.format?.toLowerCase() !== 'flowed') return undefined;
  return { flowed: true, delSp: params.delsp?.toLowerCase() === 'yes' };
}
