import { createInterface } from 'node:readline';
import { extractReply } from '../functions/replies/extract-reply.ts';

const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
for await (const line of lines) {
  if (line.trim() === '') continue;
  const r = JSON.parse(line);
  const parsed = r.text != null || r.html != null;
  const body = parsed ? r : r.kind === 'html' ? { html: r.input } : { text: r.input };
  const { reply, why } = extractReply(
    { text: body.text, html: body.html, headers: r.headers, sent: r.sent },
    r.policy,
  );
  process.stdout.write(`${JSON.stringify({ id: r.id, reply, why })}\n`);
}
