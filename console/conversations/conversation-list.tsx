import { MessageCirclePlus, Search } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { useConversations } from '../data/queries.ts';
import type { Conversation } from '../data/types.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Avatar, Badge, Empty, Time } from '../parts/marks.tsx';
import { useSay } from '../texts/language.tsx';
import { NewConversation } from './new-conversation.tsx';
import { useNames, useUserName } from './people-names.ts';
import { seen } from './unread.ts';

const plain = (text: string) => text.toLocaleLowerCase();

export function ConversationList({ chosen }: { chosen: string | undefined }) {
  const say = useSay();
  const names = useNames();
  const [search, setSearch] = useState('');
  const [isOpening, setOpening] = useState(false);
  const query = useConversations();
  const fits = ({ subject = '', userId, tag, userAddress = '' }: Conversation) =>
    [subject, names.user(userId), userId, tag, userAddress].some((text) =>
      plain(text).includes(plain(search.trim())),
    );
  return (
    <>
      <div class="pane-head">
        <div class="search">
          <Search size={16} aria-hidden="true" />
          <input
            type="search"
            placeholder={say('conversations.search')}
            aria-label={say('conversations.search')}
            value={search}
            onInput={({ currentTarget }) => setSearch(currentTarget.value)}
          />
        </div>
        <button
          type="button"
          class="icon-button framed"
          aria-label={say('conversations.new')}
          title={say('conversations.new')}
          onClick={() => setOpening(true)}
        >
          <MessageCirclePlus size={18} aria-hidden="true" />
        </button>
      </div>
      <Loaded query={{ ...query, data: query.items }}>
        {(conversations) => {
          const shown = conversations.filter(fits);
          if (shown.length === 0) {
            // the search knows only what was read so far
            const none = query.hasNextPage
              ? 'conversations.noneFoundYet'
              : 'conversations.noneFound';
            const title = search
              ? say(none, { text: search, count: conversations.length })
              : say('conversations.none');
            return (
              <Empty title={title}>
                {!search && <p class="muted">{say('conversations.noneAbout')}</p>}
              </Empty>
            );
          }
          return (
            <ul class="entries">
              {shown.map((conversation) => (
                <Entry
                  key={conversation.conversationId}
                  conversation={conversation}
                  isChosen={conversation.conversationId === chosen}
                />
              ))}
            </ul>
          );
        }}
      </Loaded>
      {query.hasNextPage && (
        <button type="button" class="button quiet" onClick={() => void query.fetchNextPage()}>
          {say('do.more')}
        </button>
      )}
      {isOpening && <NewConversation onClose={() => setOpening(false)} />}
    </>
  );
}

interface EntryProps {
  conversation: Conversation;
  isChosen: boolean;
}

function Entry({ conversation, isChosen }: EntryProps) {
  const say = useSay();
  const name = useUserName(conversation.userId);
  const { conversationId, subject, tag, status, lastActivityAt } = conversation;
  const isUnread = !isChosen && (seen.use()[conversationId] ?? '') < lastActivityAt;
  return (
    <li>
      <Link
        href={`/conversations/${conversationId}`}
        class={`entry ${isUnread ? 'unread' : ''}`}
        aria-current={isChosen ? 'true' : undefined}
      >
        <Avatar name={name} />
        <span class="entry-main">
          <span class="entry-line">
            <bdi class="entry-name">{name}</bdi>
            <Time at={lastActivityAt} />
          </span>
          <span class="entry-line">
            <bdi class="entry-about">{subject || tag}</bdi>
            {status === 'closed' && <Badge>{say('conversations.closed')}</Badge>}
            {isUnread && (
              <span class="dot">
                <span class="visually-hidden">{say('conversations.unread')}</span>
              </span>
            )}
          </span>
        </span>
      </Link>
    </li>
  );
}
