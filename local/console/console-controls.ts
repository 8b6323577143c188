import type { LocalConfiguration } from '../configuration.ts';
import { type Control, ControlError } from '../controls/controls.ts';
import type { Outbox, OutboxMail } from '../engines/outbox.ts';
import { makeMailList } from './list-mails.ts';
import {
  ANSWER_FIELDS,
  FILE_FIELDS,
  MAIL_FIELDS,
  readAnswerOrder,
  readFileOrder,
  readMailOrder,
} from './orders.ts';
import { readMail } from './read-mail.ts';
import { answerMail, sendMail } from './send-mail.ts';
import { uploadFile } from './upload-file.ts';

/** Controls for the console that neither the chat API nor the other controls have. */
export function consoleControls(
  configuration: LocalConfiguration,
  outbox: Outbox,
): Readonly<Record<string, Control>> {
  const { smtpPort, address } = configuration;
  const listMails = makeMailList(outbox);
  return {
    'GET /local/console/mails?conversationId': ({ query }) =>
      listMails(query.get('conversationId') ?? undefined),
    'GET /local/console/mails/': async ({ name }) => {
      const { raw } = requireMail(outbox, name);
      const { html, ...mail } = await readMail(raw);
      return { ...mail, hasHtml: html !== '', raw };
    },
    'POST /local/console/answers/': ({ name, fields }) =>
      answerMail(smtpPort, requireMail(outbox, name), readAnswerOrder(fields(...ANSWER_FIELDS))),
    'POST /local/console/mails': ({ fields }) =>
      sendMail(smtpPort, { ...readMailOrder(fields(...MAIL_FIELDS)), to: address }),
    'POST /local/console/files': ({ fields }) =>
      uploadFile(configuration, readFileOrder(fields(...FILE_FIELDS))),
  };
}

function requireMail(outbox: Outbox, sesMessageId: string): OutboxMail {
  const mail = outbox.read(sesMessageId);
  if (mail) return mail;
  throw new ControlError(404, `There is no mail ${sesMessageId} in the outbox.`);
}
