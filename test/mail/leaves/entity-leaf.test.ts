import { describe, expect, it } from 'vitest';
import { EntityLeaf } from '../../../functions/mail/leaves/entity-leaf.ts';
import { MAIL_LIMITS } from '../../../functions/mail/limits.ts';
import { PartCount } from '../../../functions/mail/parts/part-store.ts';
import type { MailPiece } from '../../../functions/mail/structure/mail-piece.ts';
import { MailSplitter } from '../../../functions/mail/structure/split-mail.ts';

const BLOCK_BYTES = 64 * 1024;

/** Records the sizes of the blocks that it is given. */
class CountingSplitter extends MailSplitter {
  readonly blocks: number[] = [];

  override write(block: Buffer) {
    this.blocks.push(block.length);
    return super.write(block);
  }
}

async function read(content: Buffer, pieceBytes: number) {
  const splitter = new CountingSplitter(MAIL_LIMITS, false, { count: new PartCount() });
  let body = '';
  const leaf = new EntityLeaf(splitter, {
    take: async (piece: MailPiece) => {
      if (piece.kind === 'body') body += piece.octets.toString('latin1');
    },
    abort: async () => {},
  });
  for (let at = 0; at < content.length; at += pieceBytes)
    await leaf.write(content.subarray(at, at + pieceBytes));
  await leaf.close();
  return { blocks: splitter.blocks, body, headerFields: leaf.headerFields };
}

describe('EntityLeaf', () => {
  it('reads single octets of signed data in blocks, so that a long header is not read again for each (X.690 §8.7.3)', async () => {
    const header = 'A:b\r\n'.repeat(20_000);
    const { blocks, body, headerFields } = await read(Buffer.from(`${header}\r\nHello`), 1);
    expect(blocks).toEqual([BLOCK_BYTES, header.length + 7 - BLOCK_BYTES]);
    expect([headerFields.length, body]).toEqual([20_000, 'Hello']);
  });

  it('reads the same in pieces of any size', async () => {
    const content = Buffer.from(`A:b\r\n\r\n${'words and\r\n'.repeat(15_000)}`);
    const whole = await read(content, content.length);
    expect(whole.body).toHaveLength(content.length - 7);
    for (const size of [1000, BLOCK_BYTES, BLOCK_BYTES + 1])
      expect(await read(content, size)).toEqual(whole);
  });

  it('gives its splitter nothing for empty content', async () => {
    expect((await read(Buffer.alloc(0), 1)).blocks).toEqual([]);
  });
});
