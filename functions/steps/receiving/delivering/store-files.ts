import { Readable } from 'node:stream';
import type { MessageAttachment } from '../../../conversations/conversation.ts';
import { parseMessage } from '../../../mail/parse-message.ts';
import type { OnAttachment } from '../../../mail/parts/attachment-sink.ts';
import type { AttachmentStore } from '../ports.ts';
import type { RawMail } from '../reading/ports.ts';

/** Concurrent uploads to the bucket: without them a mail of 999 small files takes too long. */
const FILES_AT_ONCE = 10;
/** A larger file is streamed by itself; ten smaller ones fit into memory. */
const MAX_HELD_BYTES = 1_000_000;

type File = MessageAttachment & { conversationId: string };

/** Stores those files of a mail that are in `files` (by index), in one pass over its octets (S14). */
export async function storeFiles(
  raw: RawMail,
  files: ReadonlyMap<number, File>,
  { store }: Pick<AttachmentStore, 'store'>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const start = (file: File, octets: Buffer) => {
    const done = store(file, Readable.from([octets]))
      .catch((error: unknown) => void failures.push(error))
      .finally(() => underWay.delete(done));
    underWay.add(done);
  };
  const onAttachment: OnAttachment = async ({ index }, content) => {
    const file = files.get(index);
    if (!file) return void content.resume();
    if (file.size > MAX_HELD_BYTES) return store(file, content);
    const octets = Buffer.concat(await content.toArray());
    if (underWay.size >= FILES_AT_ONCE) await Promise.race(underWay);
    if (failures.length === 0) start(file, octets);
  };
  try {
    await parseMessage(await raw.open(), { onAttachment });
  } finally {
    await Promise.all(underWay);
  }
  if (failures.length > 0) throw failures[0];
}
