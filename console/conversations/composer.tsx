import { SendHorizontal } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { api, forgetFailed } from '../data/call.ts';
import { client } from '../data/client.ts';
import { ofTab } from '../data/keeper.ts';
import { withUploads } from '../data/message-files.ts';
import { useAgents } from '../data/queries.ts';
import type { Conversation, OrderedFile } from '../data/types.ts';
import { areFilesRead, FilePicker, useFilesRead } from '../parts/files.tsx';
import { keptSignalOf } from '../parts/kept-signal-of.ts';
import { signalOf } from '../parts/signal-of.ts';
import { useAction } from '../parts/use-action.ts';
import { useUniqueId } from '../parts/use-unique-id.ts';
import { useSay } from '../texts/language.tsx';
import { authorOf } from './author-of.ts';
import { useUserName } from './people-names.ts';

/** Texts that are being written, by conversation: they stay while one looks elsewhere, and through a reload. */
const drafts = keptSignalOf<Readonly<Record<string, string>>>(ofTab, 'email-piping-drafts', {});
/** The files that are to go with them, which no storage of a tab can hold. */
const attached = signalOf<Readonly<Record<string, OrderedFile[]>>>({});

/** What is being written. Text typed while a message is being sent stays, and so do files. */
function useComposer({ conversationId, userId, agentId }: Conversation) {
  const { data: agents } = useAgents();
  const [chosen, setAuthor] = useState<string>();
  const text = drafts.use()[conversationId] ?? '';
  const path = `/conversations/${conversationId}/messages`;
  const setText = (typed: string) => {
    drafts.set({ ...drafts.get(), [conversationId]: typed });
    // whoever writes on has given up what failed, and may write the same again on purpose
    forgetFailed(path);
  };
  const files = attached.use()[conversationId] ?? [];
  const setFiles = (change: (present: OrderedFile[]) => OrderedFile[]) =>
    attached.set({
      ...attached.get(),
      [conversationId]: change(attached.get()[conversationId] ?? []),
    });
  const { isBusy, run } = useAction();
  const isGone = agents?.every((agent) => agent.agentId !== agentId);
  const first = (isGone ? undefined : agentId) ?? agents?.[0]?.agentId;
  const author = chosen ?? (first ? `agent/${first}` : `user/${userId}`);
  const isReady = useFilesRead() && (text.trim() !== '' || files.length > 0);
  const send = async () => {
    // what was typed a moment ago may not be drawn yet
    const sent = drafts.get()[conversationId] ?? '';
    if (!areFilesRead() || (sent.trim() === '' && files.length === 0)) return;
    await run(async () => {
      await withUploads(files, (attachmentIds) =>
        api('POST', path, {
          author: authorOf(author),
          text: sent,
          ...(attachmentIds.length > 0 && { attachmentIds }),
          ...(author === 'bot' && { answeredByBot: false }),
        }),
      );
      if (drafts.get()[conversationId] === sent) setText('');
      setFiles((present) => present.filter((file) => !files.includes(file)));
      // not awaited: the message is sent, and the next one may be
      void client.invalidateQueries({ queryKey: ['messages', conversationId] });
    });
  };
  const isSendable = isReady && !isBusy;
  return { author, setAuthor, text, setText, files, setFiles, isSendable, isBusy, send };
}

/** Writes a chat message as the user, an agent or the bot. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const say = useSay();
  const id = useUniqueId();
  const { author, setAuthor, text, setText, files, setFiles, isSendable, isBusy, send } =
    useComposer(conversation);
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div class="composer-top">
        <label for={`${id}-as`}>{say('chat.writeAs')}</label>
        <AuthorSelect
          id={`${id}-as`}
          userId={conversation.userId}
          author={author}
          onChoose={setAuthor}
        />
        <FilePicker files={files} onChange={setFiles} />
        <span class="muted only-wide">{say('chat.hint')}</span>
      </div>
      <div class="composer-row">
        <MessageText text={text} onChange={setText} onSend={() => void send()} />
        <button
          type="submit"
          class="button primary"
          aria-disabled={!isSendable}
          aria-busy={isBusy}
          aria-label={say('do.send')}
        >
          <SendHorizontal size={18} aria-hidden="true" />
        </button>
      </div>
    </form>
  );
}

interface MessageTextProps {
  text: string;
  onChange(text: string): void;
  onSend(): void;
}

/** The key belongs to an input method, as for Japanese. Safari ends its composition first, and tells it by the code 229 alone. */
const isComposing = ({ isComposing, keyCode }: KeyboardEvent) => isComposing || keyCode === 229;

function MessageText({ text, onChange, onSend }: MessageTextProps) {
  const say = useSay();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    onSend();
  };
  return (
    <textarea
      dir="auto"
      aria-label={say('chat.write')}
      placeholder={say('chat.placeholder')}
      rows={2}
      value={text}
      onInput={({ currentTarget }) => onChange(currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}

interface AuthorSelectProps {
  id: string;
  userId: string;
  author: string;
  onChoose(author: string): void;
}

/** Offers the agents, the conversation's user and the bot. */
function AuthorSelect({ id, userId, author, onChoose }: AuthorSelectProps) {
  const say = useSay();
  const user = useUserName(userId);
  const { data: agents = [] } = useAgents();
  return (
    <select id={id} value={author} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
      {agents.map(({ agentId: each, name }) => (
        <option key={each} value={`agent/${each}`} selected={author === `agent/${each}`}>
          {name} ({say('chat.agent')})
        </option>
      ))}
      <option value={`user/${userId}`} selected={author === `user/${userId}`}>
        {user} ({say('chat.user')})
      </option>
      <option value="bot" selected={author === 'bot'}>
        {say('chat.bot')}
      </option>
    </select>
  );
}
