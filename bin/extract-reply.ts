// `npm run --silent extract`: JSON lines in, JSON lines out, in order (docs/replies.md)
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Message } from '../functions/mail/message.ts';
import { parseMessage } from '../functions/mail/parse-message.ts';
import { detectAutomatic } from '../functions/mail/reports/detect-automatic.ts';
import { extractReply, type ReplyInput } from '../functions/replies/extract-reply.ts';
import { linesOf } from '../local/lines-of.ts';
import { readArguments } from './read-arguments.ts';

const Body = z.string().nullish();
const Id = z.union([z.string(), z.number()]);

const Fields = z.object({
  id: Id.nullish(),
  kind: z.enum(['text', 'html', 'eml']),
  input: Body,
  text: Body,
  html: Body,
  headers: z.record(z.string(), z.unknown()).nullish(),
  sent: z.array(z.string()).nullish(),
  policy: z
    .strictObject({
      signature: z.enum(['keep', 'light', 'strip']).optional(),
      inline: z.enum(['keep', 'drop']).optional(),
      forward: z.enum(['strip', 'keep']).optional(),
    })
    .nullish(),
});
const Request = Fields.refine(
  ({ input, text, html }) => input != null || text != null || html != null,
  {
    error: 'is missing: give "input", or a body in "text" or "html"',
    path: ['input'],
  },
);
type Request = z.infer<typeof Request>;

/** What `eml` returns beside the reply. */
interface Envelope {
  attachments?: { filename: string; contentType: string; sha256: string; inline: boolean }[];
  automatic?: string | null;
}

async function answer(line: string): Promise<object> {
  let id: unknown = null;
  try {
    // a byte order mark may be ignored (RFC 8259 §8.1); files written on Windows begin with one
    const value: unknown = JSON.parse(line.replace(/^\ufeff/, ''));
    id = Id.safeParse((value as { id?: unknown } | null)?.id).data ?? null;
    const request = Request.safeParse(value);
    if (!request.success) return { id, error: z.prettifyError(request.error) };
    return { id, ...(await extract(request.data)) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

async function extract(request: Request): Promise<object> {
  const { body, envelope } = await readBody(request);
  const sent = request.sent ?? undefined;
  const { reply } = extractReply({ ...body, sent }, request.policy ?? undefined);
  return { reply, ...envelope };
}

/** A body given beside `input` is already parsed and is used as it is; of a raw mail then only the rest is read. */
async function readBody(request: Request): Promise<{ body: ReplyInput; envelope: Envelope }> {
  const { kind, input, text, html } = request;
  const headers = request.headers ?? undefined;
  const given = text == null && html == null ? undefined : { text, html, headers };
  if (kind === 'eml') return readMail(input ?? '', given);
  return { body: given ?? { [kind]: input, headers }, envelope: {} };
}

async function readMail(
  input: string,
  given: ReplyInput | undefined,
): Promise<{ body: ReplyInput; envelope: Envelope }> {
  const parsed = await parseMessage(Readable.from([octetsOf(input)]));
  if (parsed.kind === 'message')
    return { body: given ?? parsed.message, envelope: readEnvelope(parsed.message) };
  if (parsed.kind === 'over-limit') throw new Error(`the mail exceeds the bound "${parsed.bound}"`);
  if (given === undefined) throw new Error(`the mail is unreadable: ${parsed.why}`);
  return { body: given, envelope: { attachments: [], automatic: null } };
}

/** One character per octet. A mail with characters beyond that was read as UTF-8 by whoever gave it: as octets they would be lost. */
const octetsOf = (mail: string) => Buffer.from(mail, /[^\0-\xff]/.test(mail) ? 'utf8' : 'latin1');

function readEnvelope(message: Message): Envelope {
  const attachments = message.attachments.map(({ filename, contentType, sha256, isInline }) => ({
    filename,
    contentType,
    sha256,
    inline: isInline,
  }));
  return {
    attachments,
    automatic: detectAutomatic({ message, envelope: { forwardPaths: [] } }) ?? null,
  };
}

readArguments(
  'usage: npm run --silent extract < LINES   (JSON lines in and out: docs/replies.md)',
  {
    options: {},
    words: 0,
  },
);

// whoever reads the answers may have enough of them, as `head` does
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

/** For readers that end a line at them. */
const escapeSeparators = (json: string) =>
  json.replace(
    /[\u0085\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

for await (const line of linesOf(process.stdin.setEncoding('utf8'))) {
  if (line.trim() === '') continue;
  const text = `${escapeSeparators(JSON.stringify(await answer(line)))}\n`;
  if (!process.stdout.write(text))
    await new Promise((resume) => process.stdout.once('drain', resume));
}
