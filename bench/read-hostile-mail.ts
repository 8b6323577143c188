/**
 * Reads one mail as the pipeline does: parsing, our own DKIM check (without a name server), reply
 * extraction, sanitising. Prints one JSON line. `hostile.ts` runs it in a process and cgroup of its own.
 */
import { createReadStream } from 'node:fs';
import { checkDkim } from '../functions/adapters/dns/check-dkim.ts';
import { parseMessage } from '../functions/mail/parse-message.ts';
import { readPolledVerdicts } from '../functions/mail/verdicts/polled-verdicts.ts';
import { extractReply } from '../functions/replies/extract-reply.ts';
import { sanitiseHtml } from '../functions/replies/html/sanitise-html.ts';

const [file = ''] = process.argv.slice(2);
const before = process.cpuUsage();
const outcome = await readMail(file);
const { user, system } = process.cpuUsage(before);
const cpuMs = Math.round((user + system) / 1000);
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ cpuMs, peakMb, outcome }));

async function readMail(path: string): Promise<string> {
  const parsed = await parseMessage(createReadStream(path));
  if (parsed.kind !== 'message')
    return parsed.kind === 'over-limit' ? `over-limit: ${parsed.bound}` : parsed.kind;
  const { text, html, headerFields, attachments, cut } = parsed.message;
  readPolledVerdicts(headerFields, 'mx');
  await checkDkim(createReadStream(path), { resolveTxt: noNameServer, nowMs: 0 });
  const { htmlSources } = extractReply({ text, html });
  if (html !== undefined) sanitiseHtml(html, htmlSources);
  return ['message', ...cut.map((what) => `${what} cut`), `${attachments.length} files`].join(', ');
}

function noNameServer(): Promise<never> {
  return Promise.reject(Object.assign(new Error('no name server'), { code: 'ECONNREFUSED' }));
}
