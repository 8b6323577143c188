import { ArrowLeft, Mail } from 'lucide-preact';
import { useEffect } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { isMissing } from '../data/call-error.ts';
import { isLocal } from '../data/facts.ts';
import {
  EXPLAINED,
  useConversation,
  useDeliveries,
  useDepartments,
  useMessages,
} from '../data/queries.ts';
import type { Conversation, Message } from '../data/types.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Badge, Empty } from '../parts/marks.tsx';
import { Missing } from '../parts/missing.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { useTitle } from '../parts/use-title.ts';
import { useSay } from '../texts/language.tsx';
import { ChatMenu } from './chat-menu.tsx';
import { Composer } from './composer.tsx';
import { MessageView } from './message-view.tsx';
import { useNames, useUserName } from './people-names.ts';
import { Tour } from './tour.tsx';
import { markSeen } from './unread.ts';
import { useKeptScroll } from './use-kept-scroll.ts';

export function Chat({ id }: { id: string }) {
  const say = useSay();
  const query = useConversation(id);
  if (isMissing(query.error)) {
    return <Missing title={say('conversations.unknown', { id })} to="/conversations" />;
  }
  return (
    <Loaded query={query}>
      {(conversation) => (
        <>
          <ChatHead conversation={conversation} />
          {isLocal && <Tour />}
          <Log conversation={conversation} />
          <Composer conversation={conversation} />
        </>
      )}
    </Loaded>
  );
}

function ChatHead({ conversation }: { conversation: Conversation }) {
  const say = useSay();
  const { conversationId, subject, tag, userId, userAddress, status } = conversation;
  const name = useUserName(userId);
  useTitle(subject || name);
  return (
    <header class="pane-head chat-head">
      <Link href="/conversations" class="icon-button only-narrow" aria-label={say('do.back')}>
        <ArrowLeft size={18} aria-hidden="true" />
      </Link>
      <div class="chat-title">
        <h2>
          <bdi>{subject || name}</bdi>
        </h2>
        <p class="muted">
          <bdi>{name}</bdi> · <code>{tag}</code>
          <Assignment conversation={conversation} />
          {userAddress && <> · {say('chat.repliesTo', { address: userAddress })}</>}
        </p>
      </div>
      {status === 'closed' && <Badge>{say('conversations.closed')}</Badge>}
      {isLocal && (
        <Link
          href={`/conversations/${conversationId}/mails`}
          class="icon-button framed only-medium"
          aria-label={say('chat.mails')}
          title={say('chat.mails')}
        >
          <Mail size={18} aria-hidden="true" />
        </Link>
      )}
      <ChatMenu conversation={conversation} />
    </header>
  );
}

/** Who looks after it: the agent, the department. */
function Assignment({ conversation: { agentId, departmentId } }: { conversation: Conversation }) {
  const names = useNames();
  const { data: departments } = useDepartments();
  const department = departments?.find((each) => each.departmentId === departmentId);
  return (
    <>
      {agentId && (
        <>
          {' · '}
          <bdi>{names.agent(agentId)}</bdi>
        </>
      )}
      {department && (
        <>
          {' · '}
          <bdi>{department.name}</bdi>
        </>
      )}
    </>
  );
}

function Log({ conversation: { conversationId, lastActivityAt } }: { conversation: Conversation }) {
  const say = useSay();
  const query = useMessages(conversationId);
  const isShown = query.items !== undefined;
  useEffect(() => {
    if (isShown) markSeen(conversationId, lastActivityAt);
  }, [conversationId, isShown, lastActivityAt]);
  return (
    <Loaded query={{ ...query, data: query.items }}>
      {(messages) => (
        <Messages
          conversationId={conversationId}
          messages={messages}
          earlier={<MoreButton query={query} label={say('chat.earlier')} />}
        />
      )}
    </Loaded>
  );
}

interface MessagesProps {
  conversationId: string;
  messages: Message[];
  earlier: preact.ComponentChildren;
}

function Messages({ conversationId, messages, earlier }: MessagesProps) {
  const say = useSay();
  const { data: deliveries } = useDeliveries(conversationId);
  const height = (deliveries?.size ?? 0) + messages.length;
  const { pane, onScroll } = useKeptScroll(height, messages[0]?.messageId);
  return (
    <div
      class="log"
      ref={pane}
      onScroll={onScroll}
      role="log"
      aria-label={say('chat.log')}
      tabIndex={0}
    >
      {earlier}
      {messages.length === 0 && <Empty title={say('chat.none')} />}
      <ol class="messages">
        {messages.map((message, place) => (
          <MessageView
            key={message.messageId}
            conversationId={conversationId}
            message={message}
            deliveries={deliveries?.get(message.messageId)}
            isEarlier={place < messages.length - EXPLAINED}
          />
        ))}
      </ol>
    </div>
  );
}
