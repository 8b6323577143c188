import { readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { parseMessage } from '../../functions/mail/parse-message.ts';
import { detectAutomatic } from '../../functions/mail/reports/detect-automatic.ts';
import { extractReply } from '../../functions/replies/extract-reply.ts';
import { sanitiseHtml } from '../../functions/replies/html/sanitise-html.ts';
import { mutateMail, randomFrom } from './mutate-mail.ts';

export interface FuzzResult {
  count: number;
  /** Number of mails by outcome; every mail has one. */
  outcomes: Record<string, number>;
}

/** The mails to mutate, octets as characters. */
export function corpusMails(): string[] {
  const folders = ['../../test/mail/fixtures/', '../../test/replies/corpus/'];
  return folders.flatMap((folder) => {
    const url = new URL(folder, import.meta.url);
    return readdirSync(url)
      .filter((name) => name.endsWith('.eml'))
      .toSorted()
      .map((name) => readFileSync(new URL(name, url), 'latin1'));
  });
}

/** Reads mutated mails and extracts their replies, each with its own seed. When the reader throws, the error names the seed. */
export async function readMutants(
  seed: number,
  count: number,
  mails = corpusMails(),
): Promise<FuzzResult> {
  const outcomes: Record<string, number> = {};
  for (let at = 0; at < count; at++) {
    const random = randomFrom(seed + at);
    const raw = mutateMail(mails[Math.floor(random() * mails.length)] ?? '', random);
    const outcome = await readMutant(raw).catch((error: unknown) => {
      throw new Error(`seed ${seed + at}: the reader threw`, { cause: error });
    });
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  return { count, outcomes };
}

async function readMutant(raw: string): Promise<string> {
  const parsed = await parseMessage(Readable.from([Buffer.from(raw, 'latin1')]));
  if (parsed.kind === 'over-limit') return `over-limit: ${parsed.bound}`;
  if (parsed.kind === 'unreadable') return `unreadable: ${parsed.why}`;
  const { message } = parsed;
  const { reply, htmlSources } = extractReply(message);
  if (message.html !== undefined) sanitiseHtml(message.html, htmlSources);
  const isEmpty = reply === '' && message.attachments.length === 0;
  return (
    detectAutomatic({ message, envelope: { forwardPaths: [] } }) ??
    (isEmpty ? 'an empty message' : 'a message')
  );
}
