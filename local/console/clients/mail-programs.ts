import { appleMail } from './apple-mail.ts';
import { gmail } from './gmail.ts';
import { outlook, outlookOnTheWeb } from './outlook.ts';
import { plainText } from './plain-text.ts';
import type { MailProgram } from './quoted-mail.ts';
import { yahoo } from './yahoo.ts';

/** Mail programs as which the console can reply, by name. */
export const MAIL_PROGRAMS: Readonly<Record<string, MailProgram>> = {
  Gmail: gmail,
  Outlook: outlook,
  'Outlook on the web': outlookOnTheWeb,
  'Yahoo Mail': yahoo,
  'Apple Mail': appleMail,
  'Plain text': plainText,
};
