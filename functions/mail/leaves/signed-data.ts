/** Longest tag and length of an element (X.690 §8.1), in octets. */
const MAX_HEAD_BYTES = 16;
const CONSTRUCTED = 0x20;
const OCTET_STRING = 0x04;
const NOTHING = Buffer.alloc(0);

/** The path to the content of signed data (RFC 5652 §5.1): `in` enters an element, `past` skips one. */
const PATH_TO_CONTENT: { do: 'in' | 'past'; tag: number }[] = [
  { do: 'in', tag: 0x30 }, // ContentInfo
  { do: 'past', tag: 0x06 }, // id-signedData
  { do: 'in', tag: 0xa0 },
  { do: 'in', tag: 0x30 }, // SignedData
  { do: 'past', tag: 0x02 }, // version
  { do: 'past', tag: 0x31 }, // digestAlgorithms
  { do: 'in', tag: 0x30 }, // encapContentInfo
  { do: 'past', tag: 0x06 }, // id-data
  { do: 'in', tag: 0xa0 },
];

interface Head {
  tag: number;
  /** Undefined: the indefinite form, ended by two zero octets. */
  length?: number;
  bytes: number;
}

/** Extracts the content of CMS signed data (DER or BER) from a stream. */
export class SignedDataReader {
  #held: Buffer = NOTHING;
  #step = 0;
  /** Octets still to be skipped, or still to be returned. */
  #left = 0;
  #isContent = false;
  /** The content has ended, or this is not signed data. */
  isDone = false;

  /** Returns the octets of content among these. Content may come in strings of one octet, so they are copied into one buffer. */
  write(octets: Buffer): Buffer {
    const data = this.#held.length > 0 ? Buffer.concat([this.#held, octets]) : octets;
    const content = Buffer.allocUnsafe(this.isDone ? 0 : data.length);
    let contentBytes = 0;
    let at = 0;
    for (let taken = 1; taken > 0 && !this.isDone && at < data.length; at += taken) {
      taken = Math.min(this.#left, data.length - at);
      if (this.#isContent) contentBytes += data.copy(content, contentBytes, at, at + taken);
      this.#left -= taken;
      if (taken === 0) taken = this.#readHead(data, at);
    }
    this.#held = this.isDone ? NOTHING : Buffer.from(data.subarray(at));
    return content.subarray(0, contentBytes);
  }

  #readHead(data: Buffer, at: number): number {
    const head = readHead(data, at);
    if (!head) {
      if (data.length - at > MAX_HEAD_BYTES) this.isDone = true;
      return 0;
    }
    const step = PATH_TO_CONTENT[this.#step];
    if (step) this.#followPath(step, head);
    else this.#readContent(head);
    return head.bytes;
  }

  #followPath(step: (typeof PATH_TO_CONTENT)[number], { tag, length }: Head): void {
    if (tag !== step.tag || (step.do === 'past' && length === undefined)) this.isDone = true;
    if (step.do === 'past') this.#left = length ?? 0;
    this.#step += 1;
  }

  /** The content is one octet string, or a constructed string of them. */
  #readContent({ tag, length }: Head): void {
    if ((tag & ~CONSTRUCTED) !== OCTET_STRING) this.isDone = true;
    else if ((tag & CONSTRUCTED) === 0) {
      if (length === undefined) this.isDone = true;
      this.#left = length ?? 0;
      this.#isContent = true;
    }
  }
}

function readHead(data: Buffer, at: number): Head | undefined {
  const tag = data[at] ?? 0;
  const first = data[at + 1];
  if (first === undefined) return undefined;
  if (first < 0x80) return { tag, length: first, bytes: 2 };
  const count = first & 0x7f;
  if (count === 0) return { tag, bytes: 2 };
  if (count > 6 || data.length - at < 2 + count) return undefined;
  return { tag, length: data.readUIntBE(at + 2, count), bytes: 2 + count };
}
