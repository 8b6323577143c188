import { TextDecoder } from 'node:util';
import type iconv from 'iconv-lite';
import { loadLazily } from './load-lazily.ts';

const load = loadLazily<typeof iconv>('iconv-lite');

/** Codecs that libmime refuses as charsets. It asks for them when it is loaded, and compares. */
const REFUSED = new Map(
  ['utf7', 'utf7imap', 'base64', 'hex'].map((name) => [name, { refused: name }]),
);
/** Placeholder codecs: for charsets that TextDecoder reads, and for utf-32, which libmime asks for when it is loaded. */
const OF_NODE = {};
const UTF_32 = {};

function decoderOf(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset);
  } catch {
    return undefined;
  }
}

/** TextDecoder reads nearly all charsets of mail. The library's tables are loaded only for the rest. */
// biome-ignore lint/style/noDefaultExport: the package has one
export default {
  decode: (octets: Buffer, charset: string): string =>
    (typeof octets === 'object' ? decoderOf(charset)?.decode(octets) : undefined) ??
    load().decode(octets, charset),

  encodingExists: (charset: string): boolean =>
    decoderOf(charset) !== undefined || load().encodingExists(charset),

  getCodec(charset: string): object {
    const refused = REFUSED.get(charset);
    if (refused) return refused;
    if (decoderOf(charset)) return OF_NODE;
    if (charset === 'utf-32') return UTF_32;
    const { getCodec } = load() as unknown as { getCodec(name: string): object };
    const codec = getCodec(charset);
    const name = [...REFUSED.keys()].find((each) => getCodec(each) === codec);
    return (name && REFUSED.get(name)) || codec;
  },
};
