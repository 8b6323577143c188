import { MessagesSquare } from 'lucide-preact';
import { isMissing } from '../data/call-error.ts';
import { isLocal } from '../data/facts.ts';
import { useConversation, useConversations } from '../data/queries.ts';
import { Empty } from '../parts/marks.tsx';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { useSay } from '../texts/language.tsx';
import { Chat } from './chat.tsx';
import { ConversationList } from './conversation-list.tsx';
import { ConversationMails } from './conversation-mails.tsx';
import { Tour } from './tour.tsx';

interface PageProps {
  params: { id?: string; view?: string; mail?: string };
}

/** On the left the conversations, in the middle the chat, on the right the sent mail. A narrow window shows only the last one opened. */
export function ConversationsPage({ params: { id, view, mail } }: PageProps) {
  const say = useSay();
  const { items: conversations = [] } = useConversations();
  const { error } = useConversation(id ?? '', id !== undefined);
  const hasMails = isLocal && !isMissing(error);
  const depth = id === undefined ? 'list' : view === 'mails' && hasMails ? 'mails' : 'chat';
  const list = useKeptFocus<HTMLElement>(depth === 'list');
  const chat = useKeptFocus<HTMLElement>(depth === 'chat' && id);
  const mails = useKeptFocus<HTMLElement>(depth === 'mails');
  return (
    <div class={`panes three depth-${depth} ${hasMails ? '' : 'without-mails'}`}>
      <h1 class="visually-hidden">{say('nav.conversations')}</h1>
      <section
        class="pane list-pane"
        ref={list}
        tabIndex={-1}
        aria-label={say('nav.conversations')}
      >
        <ConversationList chosen={id} />
      </section>
      <section class="pane chat-pane" ref={chat} tabIndex={-1} aria-label={say('chat.log')}>
        {id === undefined ? (
          <>
            {isLocal && <Tour />}
            {conversations.length > 0 && (
              <Empty
                icon={<MessagesSquare size={36} aria-hidden="true" />}
                title={say('conversations.pick')}
              />
            )}
          </>
        ) : (
          <Chat key={id} id={id} />
        )}
      </section>
      {hasMails && (
        <section class="pane mail-pane" ref={mails} tabIndex={-1} aria-label={say('mails.title')}>
          <ConversationMails conversationId={id} chosen={mail} />
        </section>
      )}
    </div>
  );
}
