import { issueToken, type TokenKeys } from '../../conversations/signals/token.ts';
import { domainOf } from '../../mail/addresses.ts';
import { composeMail, type MailEnvelopeFields } from '../../notifications/compose-mail.ts';
import type { MailContent } from '../../notifications/mail-content.ts';
import { threadHeaders } from '../../notifications/thread-headers.ts';
import type { Settings } from '../../settings/settings.ts';
import { candidateLocales } from '../../texts/candidate-locales.ts';
import { fillText } from '../../texts/fill-text.ts';
import type { Machine, TokenKeySource } from '../ports.ts';
import { type Bulk, buildContent, type ContentPorts } from './build-content.ts';
import { type ChosenTexts, chooseTexts } from './choose-texts.ts';
import { displayName, replyAddress } from './mail-names.ts';
import type { TeamTemplates, ThreadMail } from './ports.ts';
import { readThread, type ThreadPorts } from './read-thread.ts';
import type { DueMail } from './recheck-window.ts';

/** SES's limit for a mail, after base64 (SES quotas). */
export const MAX_MAIL_BYTES = 10_000_000;

export interface ComposePorts extends ContentPorts, ThreadPorts, Machine {
  tokenKeys: TokenKeySource;
  templates: TeamTemplates;
}

export interface ComposedNotification {
  raw: Buffer;
  text: string;
}

/** Composes the mail of a window: texts, files, names, addresses, thread. */
export async function composeNotification(
  mail: DueMail,
  settings: Settings,
  ports: ComposePorts,
): Promise<ComposedNotification> {
  const keys = await ports.tokenKeys.read();
  const chosen = await chooseTexts(candidateLocales(mail.locale, settings.locale), ports);
  const { recent, known } = await readThread(mail, ports);
  const at = new Date(ports.clock.now()).toISOString();
  const fields = envelopeFields({ mail, settings, chosen, keys, known, at });
  const compose = async (bulk: Bulk) => {
    const sources = { mail, settings, chosen, keys, recent, bulk };
    const { content, files } = await buildContent(sources, ports);
    const author = onlyAuthor(content);
    const name = displayName(mail.conversation.conversationId, author, settings, keys);
    return composeMail({ ...fields, displayName: name }, content, files);
  };
  const inlineBytes = settings['inline-attachment-bytes'];
  const tried = await compose({ inlineBytes, rendersMarkdown: true });
  if (tried.raw.length <= MAX_MAIL_BYTES) return tried;
  // Larger than estimated: then every file is linked, and Markdown is shown as typed, because its lists grow twentyfold (S14).
  return compose({ inlineBytes: 0, rendersMarkdown: false });
}

/** The author's name for From; undefined if the mail shows several authors: then From names the team alone. */
function onlyAuthor({ messages }: MailContent): string | undefined {
  const authors = new Set(messages.map(({ author }) => author));
  return authors.size === 1 ? [...authors][0] : undefined;
}

function envelopeFields(given: {
  mail: DueMail;
  settings: Settings;
  chosen: ChosenTexts;
  keys: TokenKeys;
  known: ThreadMail[];
  at: string;
}): Omit<MailEnvelopeFields, 'displayName'> {
  const { mail, settings, chosen, keys, known, at } = given;
  const { conversation, window } = mail;
  const { conversationId } = conversation;
  const from = settings['sender-address'];
  const domain = domainOf(from);
  const subject =
    conversation.subject || fillText(chosen.texts.subject, { number: conversationId });
  const root = issueToken(keys, 'reference', conversationId, window.participant);
  return {
    from,
    replyTo: replyAddress(window, settings, keys),
    to: { name: mail.recipientName, address: mail.recipient },
    subject,
    messageId: `<${window.windowId}.${window.participant.kind}@${domain}>`,
    date: at,
    thread: threadHeaders({
      root: `<${root}@${domain}>`,
      known: known.map(({ messageId }) => messageId),
      subject,
      conversationId,
      conversationStartedAt: conversation.createdAt,
      at,
    }),
    isAutomatic: !mail.reasons.some(({ reason }) => reason === 'agent-replied'),
  };
}
