import PostalMime from 'postal-mime';
import {
  composeMail,
  type MailEnvelopeFields,
  type MailFile,
} from '../../functions/notifications/compose-mail.ts';
import type { MailContent, ShownMessage } from '../../functions/notifications/mail-content.ts';
import { BUILT_IN_TEXTS } from '../../functions/texts/built-in-texts.ts';
import { delimiterFor } from '../../functions/texts/delimiters.ts';
import { mergeTexts } from '../../functions/texts/merge-texts.ts';

export const shown = (fields: Partial<ShownMessage> = {}): ShownMessage => ({
  author: 'Anna',
  isOfStaff: true,
  at: '2026-11-22T10:01:00.000Z',
  text: 'Which order is it?',
  isMarkdown: false,
  isCut: false,
  marks: [],
  files: [],
  ...fields,
});

export const content = (fields: Partial<MailContent> = {}): MailContent => ({
  locale: 'en',
  texts: BUILT_IN_TEXTS.en ?? mergeTexts('en', undefined).texts,
  delimiter: delimiterFor('en'),
  senderName: 'Support Board',
  timeZone: 'UTC',
  messages: [shown()],
  history: [],
  isToStaff: false,
  ...fields,
});

const fields = (given: Partial<MailEnvelopeFields> = {}): MailEnvelopeFields => ({
  from: 'support@piping.example',
  replyTo: 'support+token@piping.example',
  displayName: 'Support Board | LC2457-473412',
  to: { name: 'Carla Weber', address: 'carla@kunde.example' },
  subject: 'Conversation 2457',
  messageId: '<2457-01.user@piping.example>',
  date: '2026-11-22T10:01:02.000Z',
  thread: {
    references: ['<root@piping.example>', '<ses-1@eu-west-1.amazonses.com>'],
    inReplyTo: '<ses-1@eu-west-1.amazonses.com>',
    topic: 'Conversation 2457',
    index: 'AQ==',
  },
  isAutomatic: true,
  ...given,
});

/** A mail composed by one library and parsed by another. */
export async function composeAndRead(
  envelope: Partial<MailEnvelopeFields> = {},
  shownContent: Partial<MailContent> = {},
  files: MailFile[] = [],
) {
  const { raw, text } = await composeMail(fields(envelope), content(shownContent), files);
  const mail = await PostalMime.parse(raw);
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
  return { raw: raw.toString('latin1'), sentText: text, mail, header };
}
