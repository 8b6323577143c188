import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { HOST, REGION } from '../configuration.ts';
import { ControlError } from '../controls/controls.ts';
import type { OutboxMail } from '../engines/outbox.ts';
import { readMail } from './read-mail.ts';
import { REPLY_SHAPES } from './reply-shapes.ts';

/** How the console's mail comes out of SES's checks. */
export const CHECKS: Readonly<Record<string, string>> = {
  authenticated: 'spf=PASS dkim=PASS dmarc=PASS',
  'not checked': 'spf=NONE dkim=NONE dmarc=NONE',
  forged: 'spf=FAIL dkim=FAIL dmarc=FAIL',
};

export interface NewMail {
  from: string;
  to: string;
  subject: string;
  text: string;
  html?: string | undefined;
  headers?: Record<string, string>;
  checks: string;
}

/** Sends a mail through the SMTP door, as any mail from outside. */
export async function sendMail(smtpPort: number, mail: NewMail): Promise<object> {
  const verdicts = CHECKS[mail.checks];
  if (!verdicts)
    throw new ControlError(422, `"checks" must be one of ${Object.keys(CHECKS).join(', ')}.`);
  const transport = createTransport({ host: HOST, port: smtpPort, ignoreTLS: true });
  const { checks: _checks, headers, ...parts } = mail;
  try {
    await transport.sendMail({
      ...parts,
      messageId: `<${randomUUID()}@console.local>`,
      headers: { 'X-Local-Verdicts': verdicts, ...headers },
    });
    return { sent: true };
  } catch (error) {
    throw new ControlError(
      422,
      `The mail was refused: ${error instanceof Error ? error.message : error}`,
    );
  }
}

export interface Answer {
  text: string;
  client: string;
  checks: string;
}

/** Answers a mail of the outbox as its recipient would, with the mail program's own quote below. */
export async function answerMail(
  smtpPort: number,
  mail: OutboxMail,
  answer: Answer,
): Promise<object> {
  const shape = REPLY_SHAPES[answer.client];
  if (!shape)
    throw new ControlError(422, `"client" must be one of ${Object.keys(REPLY_SHAPES).join(', ')}.`);
  const read = await readMail(mail.raw);
  const { name, address } = read.replyTo;
  const bodies = shape({
    answer: answer.text,
    name: name || address,
    address,
    subject: read.subject,
    text: read.text,
    html: read.html,
    at: new Date(mail.at),
  });
  const wireId = `<${mail.sesMessageId}@${REGION}.amazonses.com>`;
  return sendMail(smtpPort, {
    from: mail.to[0] ?? '',
    to: name ? `"${name.replaceAll('"', '')}" <${address}>` : address,
    subject: read.subject.startsWith('Re: ') ? read.subject : `Re: ${read.subject}`,
    ...bodies,
    headers: { 'In-Reply-To': wireId, References: `${read.references} ${wireId}`.trim() },
    checks: answer.checks,
  });
}
