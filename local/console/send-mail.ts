import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { HOST, REGION } from '../configuration.ts';
import { ControlError } from '../controls/controls.ts';
import type { OutboxMail } from '../engines/outbox.ts';
import { MAIL_PROGRAMS } from './clients/mail-programs.ts';
import type { AnswerOrder, MailOrder } from './orders.ts';
import { readMail } from './read-mail.ts';

/** Results of SES's checks that the console can choose. */
export const CHECKS: Readonly<Record<string, string>> = {
  authenticated: 'spf=PASS dkim=PASS dmarc=PASS',
  unchecked: 'spf=NONE dkim=NONE dmarc=NONE',
  forged: 'spf=FAIL dkim=FAIL dmarc=FAIL',
};

interface WireMail extends MailOrder {
  to: string;
  html?: string | undefined;
  headers?: Record<string, string>;
}

/** Sends a mail through the SMTP door, like any mail from outside. */
export async function sendMail(smtpPort: number, mail: WireMail): Promise<object> {
  const verdicts = Object.hasOwn(CHECKS, mail.checks) && CHECKS[mail.checks];
  if (!verdicts)
    throw new ControlError(422, `"checks" must be one of ${Object.keys(CHECKS).join(', ')}.`);
  const transport = createTransport({ host: HOST, port: smtpPort, ignoreTLS: true });
  const { checks: _checks, headers, files, ...parts } = mail;
  const messageId = `<${randomUUID()}@console.local>`;
  try {
    await transport.sendMail({
      ...parts,
      messageId,
      attachments: files.map(({ filename, contentType, content }) => ({
        filename,
        contentType,
        content,
        encoding: 'base64',
      })),
      headers: { 'X-Local-Verdicts': verdicts, ...headers },
    });
    return { sent: true, messageId };
  } catch (error) {
    throw new ControlError(
      422,
      `The mail was refused: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** Replies to a mail of the outbox as its recipient would, with the quote of the mail program. */
export async function answerMail(
  smtpPort: number,
  mail: OutboxMail,
  order: AnswerOrder,
): Promise<object> {
  const program = Object.hasOwn(MAIL_PROGRAMS, order.client) && MAIL_PROGRAMS[order.client];
  if (!program)
    throw new ControlError(
      422,
      `"client" must be one of ${Object.keys(MAIL_PROGRAMS).join(', ')}.`,
    );
  const read = await readMail(mail.raw);
  const { name, address } = read.replyTo;
  const { headers, ...bodies } = program({
    answer: order.text,
    name: name || address,
    address,
    to: read.to,
    subject: read.subject,
    text: read.text,
    html: read.html,
    at: new Date(mail.at),
    language: order.language,
    isBelow: order.isBelow,
  });
  const wireId = `<${mail.sesMessageId}@${REGION}.amazonses.com>`;
  return sendMail(smtpPort, {
    from: mail.to[0] ?? '',
    to: name ? `"${name.replaceAll('"', '')}" <${address}>` : address,
    subject: read.subject.startsWith('Re: ') ? read.subject : `Re: ${read.subject}`,
    ...bodies,
    headers: {
      ...headers,
      'In-Reply-To': wireId,
      References: `${read.references} ${wireId}`.trim(),
    },
    checks: order.checks,
    files: order.files,
  });
}
