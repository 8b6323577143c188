import type { ChatMessage } from '../../conversations/conversation.ts';
import { isNotice } from '../../conversations/recipients/recipient-circumstances.ts';
import type { TokenKeys } from '../../conversations/signals/token.ts';
import { cutText, LINE_BREAKS } from '../../mail/clean-text.ts';
import type { MailFile } from '../../notifications/compose-mail.ts';
import type {
  Logo,
  MailContent,
  ShownFile,
  ShownMessage,
} from '../../notifications/mail-content.ts';
import type { Settings } from '../../settings/settings.ts';
import { delimiterFor } from '../../texts/delimiters.ts';
import { fillText } from '../../texts/fill-text.ts';
import type { ChosenTexts } from './choose-texts.ts';
import { type AuthorPorts, nameAuthors } from './name-authors.ts';
import { type FilePorts, MAX_NEW_CHARACTERS, planFiles } from './plan-files.ts';
import type { TeamTemplates } from './ports.ts';
import type { DueMail } from './recheck-window.ts';

export interface ContentPorts extends FilePorts, AuthorPorts {
  templates: TeamTemplates;
}

const MAX_EARLIER_CHARACTERS = 2_000;

/**
 * Control characters: NUL may stand in no mail (RFC 5322 §3.5), the others show nothing. LRO and RLO (UAX #9) turn
 * letters round: `https://thief.example/moc.pohs//:sptth` would read as an address of shop.com.
 */
const LEFT_OUT = /(?![\t\n\r])\p{Cc}|[\u202d\u202e]/gu;

export interface ContentSources {
  mail: DueMail;
  settings: Settings;
  chosen: ChosenTexts;
  keys: TokenKeys;
  /** The latest messages up to the newest one of the mail, oldest first. */
  recent: ChatMessage[];
  bulk: Bulk;
}

/** What a mail has room for. */
export interface Bulk {
  /** Total octets of files that may be attached; the rest are linked. */
  inlineBytes: number;
  /** False: Markdown stays as it was typed. */
  rendersMarkdown: boolean;
}

/** What the mail shows, and its attached files (R19, R23, S14, S18). */
export async function buildContent(
  { mail, settings, chosen, keys, recent, bulk }: ContentSources,
  ports: ContentPorts,
): Promise<{ content: MailContent; files: MailFile[] }> {
  const earlier = earlierMessages(mail.messages, recent, settings['history-messages']);
  const names = await nameAuthors([...mail.messages, ...earlier], mail, chosen.texts, ports);
  const plan = await planFiles(mail.messages, bulk.inlineBytes, keys, ports);
  const logo = await readLogo(chosen, ports);
  const show = (message: ChatMessage, most: number, files: ShownFile[]): ShownMessage => ({
    ...showMessage(message, names.get(message.messageId) ?? '', most, files),
    isMarkdown: bulk.rendersMarkdown && message.channel === 'chat',
  });
  const most = Math.floor(MAX_NEW_CHARACTERS / mail.messages.length);
  const isToStaff = mail.window.participant.kind === 'agent';
  const showEarlier = (message: ChatMessage): ShownMessage => {
    const shown = show(message, MAX_EARLIER_CHARACTERS, []);
    // their files are not shown, and users know which mails are their own
    const marks = shown.marks.filter(
      (mark) => mark === 'isGuest' || (isToStaff && mark === 'unverified'),
    );
    return { ...shown, marks };
  };
  return {
    content: {
      locale: chosen.locale,
      texts: chosen.texts,
      ...(settings.delimiter && { delimiter: delimiterFor(chosen.locale) }),
      senderName: settings['sender-name'],
      timeZone: mail.timeZone ?? settings['time-zone'],
      ...(chosen.chatUrl && { chatUrl: conversationUrl(chosen.chatUrl, mail) }),
      ...(logo && { logo }),
      messages: mail.messages.map((message) =>
        show(message, most, plan.shown.get(message.messageId) ?? []),
      ),
      history: earlier.map(showEarlier),
      isToStaff,
    },
    files: plan.files,
  };
}

/** Newest first; notices to the staff are never mailed (S17). */
function earlierMessages(news: ChatMessage[], recent: ChatMessage[], most: number): ChatMessage[] {
  const isNew = new Set(news.map(({ messageId }) => messageId));
  return recent
    .filter((message) => !isNew.has(message.messageId) && !isNotice(message) && message.text)
    .reverse()
    .slice(0, most);
}

function showMessage(
  message: ChatMessage,
  author: string,
  mostCharacters: number,
  files: ShownFile[],
): Omit<ShownMessage, 'isMarkdown'> {
  const { flags, createdAt } = message;
  const text = message.text.replace(LINE_BREAKS, '\n').replace(LEFT_OUT, '');
  return {
    author,
    isOfStaff: message.author.kind === 'agent',
    at: createdAt,
    text: cutText(text, mostCharacters).trimEnd(),
    isCut: text.length > mostCharacters || flags.includes('text-cut'),
    marks: [
      ...(flags.includes('unverified') ? ['unverified' as const] : []),
      ...(message.author.kind === 'guest' ? ['isGuest' as const] : []),
      ...(flags.includes('attachments-held') ? ['attachmentsHeld' as const] : []),
    ],
    files,
  };
}

const conversationUrl = (url: string, { conversation }: DueMail): string =>
  fillText(url, { conversation: encodeURIComponent(conversation.conversationId) });

async function readLogo(
  { logoUrl }: ChosenTexts,
  { templates }: ContentPorts,
): Promise<Logo | undefined> {
  const octets = await templates.readLogo();
  if (octets) return { kind: 'inside', octets };
  return logoUrl ? { kind: 'url', url: logoUrl } : undefined;
}
