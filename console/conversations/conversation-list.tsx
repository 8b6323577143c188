import { MessageCirclePlus } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { Conversation } from '../data/types.ts';
import { FilterChips } from '../parts/filter-chips.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Avatar, Badge, Empty, Time } from '../parts/marks.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { useSay } from '../texts/language.tsx';
import { NewConversation } from './new-conversation.tsx';
import { useUserName } from './people-names.ts';
import { seen } from './unread.ts';
import { type Status, useFoundConversations } from './use-found-conversations.ts';

export function ConversationList({ chosen }: { chosen: string | undefined }) {
  const say = useSay();
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState<Status>('');
  const { query, found } = useFoundConversations(search, status);
  const { items: read = [], hasNextPage } = query;
  const isFirstVisit = status === '' && query.items?.length === 0;
  return (
    <>
      <ListHead search={search} onSearch={setSearch} />
      {!isFirstVisit && <StatusFilter chosen={status} onChoose={setStatus} />}
      <p class="visually-hidden" role="status">
        {search && found && say('conversations.found', { count: found.length })}
      </p>
      <Loaded query={{ ...query, data: found }}>
        {(conversations) =>
          conversations.length === 0 ? (
            <NoneFound search={search} status={status} of={read.length} isAll={!hasNextPage} />
          ) : (
            <ul class="entries">
              {conversations.map((conversation) => (
                <Entry
                  key={conversation.conversationId}
                  conversation={conversation}
                  isChosen={conversation.conversationId === chosen}
                />
              ))}
              {search && hasNextPage && (
                <li class="muted list-note">
                  {say('conversations.searched', { count: read.length })}{' '}
                  {say('conversations.searchAbout')}
                </li>
              )}
            </ul>
          )
        }
      </Loaded>
      <MoreButton query={query} />
    </>
  );
}

function StatusFilter({ chosen, onChoose }: { chosen: Status; onChoose(status: Status): void }) {
  const say = useSay();
  return (
    <FilterChips
      label={say('conversations.status')}
      choices={[
        { value: '', name: say('in.all') },
        { value: 'open', name: say('conversations.of.open') },
        { value: 'closed', name: say('conversations.of.closed') },
      ]}
      chosen={chosen}
      onChoose={onChoose}
    />
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
      <SearchField label={say('conversations.search')} value={search} onSearch={onSearch} />
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
  status: Status;
  /** How many conversations were read: the search knows no others. */
  of: number;
  isAll: boolean;
}

function NoneFound({ search, status, of: count, isAll }: NoneFoundProps) {
  const say = useSay();
  if (search) {
    const key = isAll ? 'conversations.noneFound' : 'conversations.noneFoundYet';
    return (
      <Empty title={say(key, { text: search, count })}>
        {!isAll && <p class="muted">{say('conversations.searchAbout')}</p>}
      </Empty>
    );
  }
  if (status) return <Empty title={say('conversations.noneOf')} />;
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
