import { MessageCirclePlus, Search } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { useConversations } from '../data/queries.ts';
import type { Conversation } from '../data/types.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Avatar, Badge, Empty, Time } from '../parts/marks.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { useSay } from '../texts/language.tsx';
import { NewConversation } from './new-conversation.tsx';
import { useNames, useUserName } from './people-names.ts';
import { seen } from './unread.ts';

const plain = (text: string) => text.toLocaleLowerCase();

/** The conversations that were read so far, and those of them that the search finds. */
function useFoundConversations(search: string) {
  const names = useNames();
  const query = useConversations();
  const wanted = plain(search.trim());
  const fits = ({ subject = '', userId, tag, userAddress = '' }: Conversation) =>
    [subject, names.user(userId), userId, tag, userAddress].some((text) =>
      plain(text).includes(wanted),
    );
  return { query, found: query.items?.filter(fits) };
}

export function ConversationList({ chosen }: { chosen: string | undefined }) {
  const say = useSay();
  const [search, setSearch] = useState('');
  const { query, found } = useFoundConversations(search);
  const { items: read = [], hasNextPage } = query;
  return (
    <>
      <ListHead search={search} onSearch={setSearch} />
      <p class="visually-hidden" role="status">
        {search && found && say('conversations.found', { count: found.length })}
      </p>
      <Loaded query={{ ...query, data: found }}>
        {(conversations) =>
          conversations.length === 0 ? (
            <NoneFound search={search} of={read.length} isAll={!hasNextPage} />
          ) : (
            <ul class="entries">
              {conversations.map((conversation) => (
                <Entry
                  key={conversation.conversationId}
                  conversation={conversation}
                  isChosen={conversation.conversationId === chosen}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      <MoreButton query={query} />
    </>
  );
}

interface ListHeadProps {
  search: string;
  onSearch(text: string): void;
}

function ListHead({ search, onSearch }: ListHeadProps) {
  const say = useSay();
  const [isOpening, setOpening] = useState(false);
  return (
    <div class="pane-head">
      <div class="search">
        <Search size={16} aria-hidden="true" />
        <input
          type="search"
          placeholder={say('do.search')}
          aria-label={say('conversations.search')}
          value={search}
          onInput={({ currentTarget }) => onSearch(currentTarget.value)}
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
      {isOpening && <NewConversation onClose={() => setOpening(false)} />}
    </div>
  );
}

interface NoneFoundProps {
  search: string;
  /** How many conversations were read: the search knows no others. */
  of: number;
  isAll: boolean;
}

function NoneFound({ search, of: count, isAll }: NoneFoundProps) {
  const say = useSay();
  if (search) {
    const key = isAll ? 'conversations.noneFound' : 'conversations.noneFoundYet';
    return <Empty title={say(key, { text: search, count })} />;
  }
  return (
    <Empty title={say('conversations.none')}>
      <p class="muted">{say('conversations.noneAbout')}</p>
    </Empty>
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
