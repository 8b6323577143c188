import MailComposer from 'nodemailer/lib/mail-composer';
import type { Options } from 'nodemailer/lib/mailer';
import { cleanText, cutText } from '../mail/clean-text.ts';
import { LOOP_HEADER } from '../mail/reports/loop-header.ts';
import { encodeSubject } from './encode-subject.ts';
import { textPart } from './text-part.ts';

/** The fields that every mail of ours has. */
export interface MailFields {
  /** The piping address, from which all mail is sent (R5). */
  from: string;
  /** The reply address; its plus part has the token or code, where it has one (R5, S2, S22). */
  replyTo: string;
  /** In From and Reply-To, because replies go to either (R24). */
  displayName: string;
  to: { name?: string; address: string };
  subject: string;
  /** RFC 3339 UTC. */
  date: string;
  /** False for what an agent wrote to the user. Everything else is a program's (S5, RFC 3834 §5). */
  isAutomatic: boolean;
}

/** Builds the octets of a mail for SES; text and HTML have the same words. `more`: what only this kind of mail has. */
export function buildMail(
  fields: MailFields & { locale: string; text: string; html: string },
  { headers, ...more }: Options & { headers?: Record<string, string> } = {},
): Promise<Buffer> {
  const { from, to } = fields;
  const name = nameInHeader(fields.displayName);
  const node = new MailComposer({
    ...more,
    from: { name, address: from },
    replyTo: { name, address: fields.replyTo },
    to: { name: nameInHeader(to.name ?? ''), address: to.address },
    subject: encodeSubject(cleanText(fields.subject)),
    date: new Date(fields.date),
    headers: {
      ...(fields.isAutomatic && { 'Auto-Submitted': 'auto-generated' }),
      'X-Auto-Response-Suppress': 'All',
      [LOOP_HEADER]: from,
      ...headers,
      'Content-Language': fields.locale,
    },
    text: textPart('plain', fields.text),
    html: textPart('html', fields.html),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return node.build();
}

/** As many as the chat API takes: a mail may give a name that no line can hold (RFC 5322 §2.1.1). */
const MAX_NAME_CHARACTERS = 200;

/** A name with nothing in it that programs would decode: they do so inside of quotes, too, against RFC 2047 §5. */
const nameInHeader = (name: string): string =>
  cutText(cleanText(name), MAX_NAME_CHARACTERS).replaceAll('=?', '= ?');
