import type { AttachmentSink } from '../parts/attachment-sink.ts';
import type { FileHeader, PartStore } from '../parts/part-store.ts';
import { Base64Decoder } from '../transfer/base64-decoder.ts';

/** Pictures that are made files in one text; further ones stay in the HTML. */
const MAX_PICTURES = 200;
/** `data:image/png;charset=x;base64,` */
const MAX_HEAD_BYTES = 120;
const HEAD =
  /^data:((?:image|audio|video|application)\/[\w.+-]{1,80})(?:;[\w-]{1,20}=[^;,"']{0,40})*;base64,/i;
const DATA = Buffer.from('data:');
const NOTHING = Buffer.alloc(0);
/** Characters that may precede the URL: a quote, parenthesis, equals sign, semicolon or blank. */
const OPENERS = new Set([0x22, 0x27, 0x28, 0x3d, 0x3b, 0x20]);
/** 1 for base64, 2 for blanks, which a quoted URL may contain. */
const KINDS = new Uint8Array(256);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=')
  KINDS[character.charCodeAt(0)] = 1;
for (const blank of [9, 10, 13, 32]) KINDS[blank] = 2;

interface Picture {
  header: FileHeader;
  sink: AttachmentSink;
  decoder: Base64Decoder;
}

/** Takes pictures out of HTML in which they stand as `data:` URLs. They become files, and the HTML refers to them by Content-ID (S14). */
export class DataUrlFilter {
  readonly #store: PartStore;
  #held: Buffer = NOTHING;
  #picture?: Picture;
  #count = 0;

  constructor(store: PartStore) {
    this.#store = store;
  }

  /** Returns the HTML that remains. */
  async write(octets: Buffer): Promise<Buffer> {
    const data = this.#held.length > 0 ? Buffer.concat([this.#held, octets]) : octets;
    this.#held = NOTHING;
    const rest: Buffer[] = [];
    for (let at = 0; at < data.length; )
      at = this.#picture
        ? await this.#readPicture(this.#picture, data, at)
        : this.#readHtml(data, at, rest);
    return rest.length === 1 && rest[0] ? rest[0] : Buffer.concat(rest);
  }

  async end(): Promise<Buffer> {
    if (this.#picture) await this.#closePicture(this.#picture);
    const held = this.#held;
    this.#held = NOTHING;
    return held;
  }

  async abort(error: Error): Promise<void> {
    await this.#picture?.sink.abort(error);
  }

  /** Reads HTML up to the next picture. Returns the offset to continue at. */
  #readHtml(data: Buffer, start: number, rest: Buffer[]): number {
    for (let from = start; ; ) {
      const at = this.#count < MAX_PICTURES ? data.indexOf(DATA, from) : -1;
      if (at < 0) return this.#hold(data, start, endOfCertainHtml(data, start), rest);
      if (at > 0 && OPENERS.has(data[at - 1] ?? 0)) {
        const head = HEAD.exec(data.toString('latin1', at, at + MAX_HEAD_BYTES));
        if (head) return this.#openPicture(data, start, at, head, rest);
        if (data.length - at < MAX_HEAD_BYTES) return this.#hold(data, start, at - 1, rest);
      }
      from = at + DATA.length;
    }
  }

  #hold(data: Buffer, start: number, end: number, rest: Buffer[]): number {
    if (end > start) rest.push(data.subarray(start, end));
    this.#held = Buffer.from(data.subarray(Math.max(start, end)));
    return data.length;
  }

  #openPicture(data: Buffer, start: number, at: number, head: RegExpExecArray, rest: Buffer[]) {
    this.#count += 1;
    const contentId = `data-${this.#store.count.files + 1}@mail`;
    const header = { contentType: (head[1] ?? '').toLowerCase(), contentId };
    rest.push(data.subarray(start, at), Buffer.from(`cid:${contentId}`));
    this.#picture = { header, sink: this.#store.openFile(header), decoder: new Base64Decoder() };
    return at + head[0].length;
  }

  async #readPicture(picture: Picture, data: Buffer, start: number): Promise<number> {
    let end = start;
    while (end < data.length && KINDS[data[end] ?? 0] !== 0) end++;
    await picture.sink.write(picture.decoder.write(data.subarray(start, end)));
    if (end < data.length) await this.#closePicture(picture);
    return end;
  }

  async #closePicture({ header, sink, decoder }: Picture): Promise<void> {
    this.#picture = undefined;
    await sink.write(decoder.end());
    await this.#store.closeFile(sink, header);
  }
}

/** The last octets may begin a `data:`, and the octet before them must be seen with it. */
const endOfCertainHtml = (data: Buffer, start: number) =>
  Math.max(start, data.length - DATA.length);
