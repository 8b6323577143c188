import libqp from 'libqp';

/** Undoes a Content-Transfer-Encoding, slice by slice (RFC 2045 §6). Broken input never throws: what cannot be decoded is left out. */
export interface TransferDecoder {
  write(octets: Buffer): Buffer;
  end(): Buffer;
}

const NOTHING = Buffer.alloc(0);
/** Octets of one line of quoted-printable that are held back; a longer line is decoded in pieces. */
const MAX_HELD_LINE_BYTES = 256 * 1024;
/** How often base64 may begin anew behind padding, as where two encoded texts were joined; what follows then is left out. */
const MAX_BASE64_RESTARTS = 100;

export function createTransferDecoder(encoding: string): TransferDecoder {
  if (encoding === 'base64') return new Base64Decoder();
  if (encoding === 'quoted-printable') return new QuotedPrintableDecoder();
  return { write: (octets) => octets, end: () => NOTHING };
}

class Base64Decoder implements TransferDecoder {
  #held = '';
  #restartCount = 0;

  write(octets: Buffer): Buffer {
    const bare = octets.toString('latin1').replace(/[\r\n]+/g, '');
    const text =
      this.#held + (/[^A-Za-z0-9+/]/.test(bare) ? bare.replace(/[^A-Za-z0-9+/=]+/g, '') : bare);
    const padding = text.indexOf('=');
    return padding < 0 ? this.#decodeGroups(text) : this.#decodePadded(text, padding);
  }

  end(): Buffer {
    const last = Buffer.from(this.#held, 'base64');
    this.#held = '';
    return last;
  }

  #decodeGroups(text: string): Buffer {
    const whole = text.length - (text.length % 4);
    this.#held = text.slice(whole);
    return Buffer.from(text.slice(0, whole), 'base64');
  }

  #decodePadded(text: string, firstPadding: number): Buffer {
    const pieces: Buffer[] = [];
    let from = 0;
    let padding = firstPadding;
    while (padding >= 0 && this.#restartCount < MAX_BASE64_RESTARTS) {
      pieces.push(Buffer.from(text.slice(from, padding), 'base64'));
      from = padding;
      while (text[from] === '=') from++;
      padding = text.indexOf('=', from);
      this.#restartCount += 1;
    }
    this.#held = '';
    if (padding < 0) pieces.push(this.#decodeGroups(text.slice(from)));
    return Buffer.concat(pieces);
  }
}

class QuotedPrintableDecoder implements TransferDecoder {
  #held: Buffer = NOTHING;

  write(octets: Buffer): Buffer {
    const data = this.#held.length > 0 ? Buffer.concat([this.#held, octets]) : octets;
    // Blanks at the end of a line and a soft break are judged with the whole line in sight.
    let whole = data.lastIndexOf(10) + 1;
    if (whole === 0 && data.length > MAX_HELD_LINE_BYTES) whole = beforeEscape(data);
    this.#held = data.subarray(whole);
    return libqp.decode(data.subarray(0, whole));
  }

  end(): Buffer {
    const last = libqp.decode(this.#held);
    this.#held = NOTHING;
    return last;
  }
}

/** Never cuts through `=XX`. */
function beforeEscape(data: Buffer): number {
  const at = data.lastIndexOf('=');
  return at >= 0 && at > data.length - 3 ? at : data.length;
}
