import type { ChatMessage } from '../../conversations/conversation.ts';
import type { Participant } from '../../conversations/people/people.ts';
import type { ConversationStore } from '../chatting/ports.ts';
import { memoise } from '../memoise.ts';
import { memoisePeople } from '../notifying/memoise-people.ts';
import type { CircumstancePorts } from '../notifying/read-circumstances.ts';
import type { GroupingWindow, SentMailStore } from './ports.ts';
import { MAX_MESSAGES_READ } from './read-thread.ts';

type Ports = CircumstancePorts & {
  conversations: Pick<ConversationStore, 'recentMessages'>;
  sentMails: Pick<SentMailStore, 'sentTo'>;
};

/**
 * Reads together what the window shows that one mail will need: the table answers in one call, its history in another. Returns ports that
 * cache these answers for this mail.
 */
export async function prefetchForWindow<Given extends Ports>(
  window: GroupingWindow,
  ports: Given,
): Promise<Given> {
  const { suppressions, sentMails } = ports;
  const people = memoisePeople(ports.people);
  const conversations = memoiseMessages(window, ports.conversations);
  const ahead = {
    ...ports,
    people,
    conversations,
    suppressions: {
      ...suppressions,
      among: memoise((addresses: string[]) => suppressions.among(addresses)),
    },
    sentMails: {
      ...sentMails,
      sentTo: memoise((id: string, recipients: Participant[]) => sentMails.sentTo(id, recipients)),
    },
  };
  const { conversationId, participant, messageIds, recipient, authors } = window;
  await Promise.all([
    conversations.find(conversationId),
    ...messageIds.map((id) => conversations.findMessage(id)),
    ahead.sentMails.sentTo(conversationId, [participant]),
    ahead.suppressions.among([recipient]),
    ...(participant.kind === 'agent'
      ? [people.findStaff(participant.id)]
      : [people.findUser(participant.id), people.userPresence(participant.id)]),
    ...authors.map(({ kind, id }) =>
      kind === 'agent' ? people.findAgent(id) : people.findUser(id),
    ),
  ]);
  return ahead;
}

/**
 * A window's messages are read from the history that the mail shows anyway; only those that are too new or too long for it are read by
 * themselves, one at a time, because a body may have megabytes. Held is what a mail shows of each.
 */
function memoiseMessages<Conversations extends Ports['conversations']>(
  { conversationId, messageIds }: GroupingWindow,
  conversations: Conversations,
): Conversations {
  const recentMessages = memoise(async (id: string, limit: number, until?: string) =>
    (await conversations.recentMessages(id, limit, until)).map(withoutHtml),
  );
  const history = () => recentMessages(conversationId, MAX_MESSAGES_READ, messageIds.at(-1));
  let before: Promise<unknown> = Promise.resolve();
  const readInTurn = (id: string) => {
    const read = before.then(async () => {
      const message = await conversations.findMessage(id);
      return message && withoutHtml(message);
    });
    before = read.catch(() => undefined);
    return read;
  };
  return {
    ...conversations,
    find: memoise((id: string) => conversations.find(id)),
    findMessage: memoise(
      async (id: string) =>
        (await history()).find(({ messageId }) => messageId === id) ?? readInTurn(id),
    ),
    recentMessages,
  };
}

const withoutHtml = ({ html: _html, elided: _elided, ...shown }: ChatMessage): ChatMessage => shown;
