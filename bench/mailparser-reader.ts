/**
 * A reader built on mailparser, as bounded and complete as ours: it streams every leaf, cuts text
 * at the same limit, hashes files and digests the body. Decision 0040 compares ours with it.
 */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { MailParser } from 'mailparser';
import { chooseCharset } from '../functions/mail/charsets/choose-charset.ts';
import { MAIL_LIMITS, type MailBound, MailBoundExceeded } from '../functions/mail/limits.ts';
import { BodyDigest } from '../functions/mail/parts/body-digest.ts';
import { decodeText, joinTexts, type TextPart } from '../functions/mail/parts/collect-text.ts';

export interface MailparserFile {
  filename?: string;
  contentType: string;
  size: number;
  sha256: string;
}

export type MailparserReading =
  | {
      kind: 'message';
      subject: string;
      from: string[];
      text?: string;
      html?: string;
      files: MailparserFile[];
      isCut: boolean;
      bodySha256: string;
    }
  | { kind: 'over-limit'; bound: MailBound };

interface SplitNode {
  root?: boolean;
  parentNode?: SplitNode | false;
  contentType?: string | false;
  charset?: string | false;
}
interface ParserNode {
  node: SplitNode;
  isAttachment?: boolean;
  decoder?: unknown;
  disposition?: string;
  contentType?: string;
}
interface Part {
  type: string;
  content: Readable;
  contentType: string;
  filename?: string;
  release: () => void;
  node?: ParserNode;
}
interface Internals {
  createNode(node: SplitNode): ParserNode;
}

const LEAN = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipImageLinks: true,
  skipTextLinks: true,
  keepCidLinks: true,
  keepDeliveryStatus: true,
  checksumAlgo: false,
  maxHeadSize: MAIL_LIMITS.maxHeaderBlockBytes,
  maxChildNodes: MAIL_LIMITS.maxParts,
};

/** Streams every leaf, text included: mailparser itself keeps a text in memory, whatever its size. */
class LeafParser extends (MailParser as unknown as new (
  options: object,
) => MailParser & Internals) {
  leaf?: ParserNode;

  override createNode(node: SplitNode): ParserNode {
    let depth = 0;
    for (let at: SplitNode | false | undefined = node; at; at = at.parentNode) depth += 1;
    if (depth > MAIL_LIMITS.maxNesting + 1) throw new MailBoundExceeded('nesting');
    const created = super.createNode(node);
    if (created.decoder) {
      const isFile = created.isAttachment;
      created.isAttachment = true;
      this.leaf = { ...created, isAttachment: isFile };
    }
    return created;
  }
}

export async function readWithMailparser(raw: Readable): Promise<MailparserReading> {
  const parser = new LeafParser(LEAN);
  const reading = {
    texts: [] as TextPart[],
    textBytes: 0,
    files: [] as MailparserFile[],
    isCut: false,
  };
  const headers = new Promise<Map<string, unknown>>((resolve) =>
    parser.once('headers', resolve as never),
  );
  const digest = new BodyDigest();
  const leaves: Promise<void>[] = [];
  const done = new Promise<void>((resolve, reject) => {
    parser.on('error', reject);
    parser.on('end', resolve);
    parser.on('data', (part: Part) => {
      if (part.type !== 'attachment') return;
      const leaf = readLeaf(parser.leaf as ParserNode, part, reading);
      leaf.catch(reject);
      leaves.push(leaf);
    });
  });
  try {
    let size = 0;
    const tail = { text: Buffer.alloc(0), isInBody: false };
    for await (const chunk of raw as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAIL_LIMITS.maxRawMailBytes) throw new MailBoundExceeded('size');
      digestBody(tail, chunk, digest);
      const isTaken = await Promise.race([write(parser, chunk), done.then(() => true)]);
      if (!isTaken) break;
    }
    parser.end();
    await done;
    await Promise.all(leaves);
  } catch (error) {
    parser.destroy();
    if (error instanceof MailBoundExceeded) return { kind: 'over-limit', bound: error.bound };
    const code = (error as { code?: string }).code;
    if (code !== 'EMAXLEN') throw error;
    return { kind: 'over-limit', bound: /head/i.test(String(error)) ? 'header-block' : 'parts' };
  }
  const fields = await headers;
  const from = fields.get('from') as { value?: { address?: string }[] } | undefined;
  return {
    kind: 'message',
    subject: String(fields.get('subject') ?? ''),
    from: [from].flat().flatMap((each) => each?.value?.map(({ address }) => address ?? '') ?? []),
    ...joinTexts(reading.texts),
    files: reading.files,
    isCut: reading.isCut,
    bodySha256: digest.end(),
  };
}

function digestBody(
  tail: { text: Buffer; isInBody: boolean },
  chunk: Buffer,
  digest: BodyDigest,
): void {
  if (tail.isInBody) {
    digest.update(chunk);
    return;
  }
  tail.text = Buffer.concat([tail.text, chunk]);
  const end = /\r?\n\r?\n/.exec(tail.text.toString('latin1'));
  if (!end) return;
  tail.isInBody = true;
  digest.update(tail.text.subarray(end.index + end[0].length));
}

function write(parser: LeafParser, chunk: Buffer): Promise<boolean> {
  return new Promise((resolve) => parser.write(chunk, () => resolve(true)));
}

async function readLeaf(
  leaf: ParserNode,
  part: Part,
  reading: { texts: TextPart[]; textBytes: number; files: MailparserFile[]; isCut: boolean },
): Promise<void> {
  const hash = createHash('sha256');
  const kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of part.content as AsyncIterable<Buffer>) {
    if (leaf.isAttachment) hash.update(chunk);
    else {
      const left = Math.max(0, MAIL_LIMITS.maxInlineTextBytes - reading.textBytes);
      if (left < chunk.length) reading.isCut = true;
      const piece = chunk.subarray(0, left);
      if (piece.length > 0) kept.push(Buffer.from(piece));
      reading.textBytes += piece.length;
    }
    size += chunk.length;
  }
  if (leaf.isAttachment) {
    const { filename, contentType } = part;
    reading.files.push({ filename, contentType, size, sha256: hash.digest('hex') });
  } else {
    const octets = Buffer.concat(kept);
    const isHtml = leaf.contentType === 'text/html';
    const charset = chooseCharset(octets, leaf.node.charset || undefined, isHtml);
    reading.texts.push({
      isHtml,
      text: decodeText(octets, charset, reading.isCut),
      container: containerOf(leaf.node),
    });
  }
  part.release();
}

function containerOf(node: SplitNode): TextPart['container'] {
  const parent = node.parentNode;
  if (!parent) return undefined;
  containers.get(parent) ??
    containers.set(parent, {
      subtype: String(parent.contentType).replace('multipart/', ''),
      boundary: '',
      parent: containerOf(parent),
    });
  return containers.get(parent);
}
const containers = new WeakMap<SplitNode, NonNullable<TextPart['container']>>();
