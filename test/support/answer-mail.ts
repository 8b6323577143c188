import PostalMime, { type Email } from 'postal-mime';

/** A mail in the outbox (GET /local/outbox). */
export interface OutboxMail {
  id: string;
  sesMessageId: string;
  from: string;
  to: string[];
  at: string;
  /** One character per octet. */
  raw: string;
}

export interface Answer {
  from: string;
  text: string;
  client?: 'gmail' | 'outlook';
  /** Value of X-Local-Verdicts. */
  verdicts?: string;
  subject?: string;
  messageId?: string;
}

export interface RawMail {
  from: string;
  to: string[];
  raw: Buffer;
}

export const readMail = (mail: OutboxMail): Promise<Email> =>
  PostalMime.parse(Buffer.from(mail.raw, 'latin1'));

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

let answers = 0;

/** An answer to a mail of ours, as by a mail program: to Reply-To, with SES's Message-ID, above the history. */
export async function answerMail(mail: OutboxMail, answer: Answer): Promise<RawMail> {
  const original = await readMail(mail);
  const replyTo = original.replyTo?.[0] ?? original.from;
  if (!replyTo?.address) throw new Error('the mail has no address to answer to');
  answers += 1;
  const wireId = `<${mail.sesMessageId}@eu-west-1.amazonses.com>`;
  const boundary = `answer-${answers}`;
  const body = answer.client === 'outlook' ? outlook : gmail;
  const parts = body(answer.text, original, replyTo);
  const lines = [
    ...(answer.verdicts ? [`X-Local-Verdicts: ${answer.verdicts}`] : []),
    `From: ${answer.from}`,
    `To: "${replyTo.name}" <${replyTo.address}>`,
    `Subject: ${answer.subject ?? `Re: ${original.subject?.replace(/^Re: /, '')}`}`,
    `Message-ID: ${answer.messageId ?? `<answer-${answers}-${Date.now()}@client.example>`}`,
    `In-Reply-To: ${wireId}`,
    `References: ${original.references ?? ''} ${wireId}`.replace(/\s+/g, ' '),
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    ...part(boundary, 'text/plain', parts.text),
    ...part(boundary, 'text/html', parts.html),
    `--${boundary}--`,
    '',
  ];
  const raw = Buffer.from(lines.join('\r\n'));
  return { from: answer.from, to: [replyTo.address], raw };
}

const part = (boundary: string, type: string, content: string) => [
  `--${boundary}`,
  `Content-Type: ${type}; charset=utf-8`,
  'Content-Transfer-Encoding: base64',
  '',
  ...(Buffer.from(content)
    .toString('base64')
    .match(/.{1,76}/g) ?? ['']),
];

type Sender = { name?: string; address?: string };

function gmail(text: string, original: Email, { name, address }: Sender) {
  const line = `On Tue, Nov 3, 2026 at 10:01 AM ${name} <${address}> wrote:`;
  const quoted = (original.text ?? '').split('\n').map((quote) => `> ${quote}`);
  return {
    text: `${text}\n\n${line}\n\n${quoted.join('\n')}\n`,
    html: `<div dir="ltr">${escapeHtml(text).replaceAll('\n', '<br>')}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${escapeHtml(line)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex">${original.html}</blockquote></div>`,
  };
}

function outlook(text: string, original: Email, { name, address }: Sender) {
  const header = [
    `From: ${name} <${address}>`,
    'Sent: Tuesday, November 3, 2026 10:01 AM',
    'To: Customer',
    `Subject: ${original.subject}`,
  ];
  const html = header.map((line) => `<b>${escapeHtml(line).replace(':', ':</b>')}`).join('<br>');
  return {
    text: `${text}\n\n${header.join('\n')}\n\n${original.text}\n`,
    html: `<html><body><div class=WordSection1><p class=MsoNormal>${escapeHtml(text).replaceAll('\n', '<br>')}<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p class=MsoNormal>${html}<o:p></o:p></p></div><div>${original.html}</div></div></body></html>`,
  };
}
