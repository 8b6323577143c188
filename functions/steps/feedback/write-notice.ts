import type { MessageFlag } from '../../conversations/conversation.ts';
import { newMessageId } from '../../conversations/new-message-id.ts';
import type { Participant } from '../../conversations/people/people.ts';
import type { TextName } from '../../texts/built-in-texts.ts';
import { candidateLocales } from '../../texts/candidate-locales.ts';
import { fillText } from '../../texts/fill-text.ts';
import type { ConversationStore } from '../chatting/ports.ts';
import type { Machine } from '../ports.ts';
import { chooseTexts } from '../sending/choose-texts.ts';
import type { TeamTemplates } from '../sending/ports.ts';
import type { NoticeStore } from './ports.ts';

export interface NoticePorts extends Machine {
  notices: NoticeStore;
  conversations: Pick<ConversationStore, 'append'>;
  templates: TeamTemplates;
}

export interface Notice {
  conversationId: string;
  /** Identifies the notice: one name in one conversation is written once. */
  name: string;
  flag: MessageFlag;
  text: TextName;
  /** Whom the mail was for. Their erasure removes the notice (S19). */
  about: Participant;
  /** Their name or address. */
  recipient: string;
  /** The setting `locale`: a chat message has no single reader whose language could be used. */
  locale: string;
}

/** Puts a system message into the chat, once (S16, S17). Its flag keeps it from being mailed. */
export async function writeNotice(notice: Notice, ports: NoticePorts): Promise<void> {
  const { conversationId, name, flag, text, about, recipient, locale } = notice;
  const now = ports.clock.now();
  const { messageId, createdAt } = await ports.notices.claim(conversationId, name, {
    messageId: newMessageId(conversationId, now),
    createdAt: new Date(now).toISOString(),
  });
  const { texts } = await chooseTexts(candidateLocales(undefined, locale), ports);
  await ports.conversations.append({
    messageId,
    conversationId,
    author: { kind: 'system' },
    channel: 'chat',
    text: fillText(texts[text], { recipient }),
    attachments: [],
    flags: [flag],
    about,
    createdAt,
  });
}
