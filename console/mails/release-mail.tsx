import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { useNames } from '../conversations/people-names.ts';
import { api } from '../data/call.ts';
import { useAgents, useConversations, useUsers } from '../data/queries.ts';
import type { InboundMail } from '../data/types.ts';
import { Dialog } from '../parts/dialog.tsx';
import { SelectField } from '../parts/field.tsx';
import { toast } from '../parts/toasts.tsx';
import { useAction } from '../parts/use-action.ts';
import { useSay } from '../texts/language.tsx';

interface ReleaseMailProps {
  mail: InboundMail;
  onClose(): void;
  onReleased(): Promise<unknown>;
}

/** Lets a held mail through on a person's word. */
export function ReleaseMail({ mail, onClose, onReleased }: ReleaseMailProps) {
  const say = useSay();
  const [, navigate] = useLocation();
  const names = useNames();
  const { items: conversations = [] } = useConversations();
  const { data: agents = [] } = useAgents();
  const { data: users = [] } = useUsers();
  const [conversationId, setConversationId] = useState(mail.conversationId ?? '');
  const [author, setAuthor] = useState('');
  const { isBusy, run } = useAction();
  const release = async () => {
    const [kind, id] = splitAuthor(author);
    const released = await api<InboundMail>('POST', `/inbound/${mail.mailId}/release`, {
      ...(conversationId && conversationId !== mail.conversationId && { conversationId }),
      ...(id && { as: { kind, id } }),
    });
    await onReleased();
    toast(say('in.released'));
    onClose();
    if (released.conversationId) navigate(`/conversations/${released.conversationId}`);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void run(release);
  };
  return (
    <Dialog title={say('in.releaseTitle')} about={say('in.releaseAbout')} isOpen onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        <SelectField
          label={say('in.releaseConversation')}
          value={conversationId}
          onChange={setConversationId}
          options={[
            ['', say('in.releaseAsMail')],
            ...conversations.map((each): [string, string] => [
              each.conversationId,
              `${each.tag} · ${each.subject || names.user(each.userId)}`,
            ]),
          ]}
        />
        <SelectField
          label={say('in.releaseAs')}
          value={author}
          onChange={setAuthor}
          options={[
            ['', say('in.releaseAsMail')],
            ...agents.map((each): [string, string] => [
              `agent/${each.agentId}`,
              `${each.name} (${say('chat.agent')})`,
            ]),
            ...users.map((each): [string, string] => [
              `user/${each.userId}`,
              `${each.name ?? each.email ?? each.userId} (${say('chat.user')})`,
            ]),
          ]}
        />
        <div class="actions">
          <button type="button" class="button quiet" onClick={onClose}>
            {say('do.cancel')}
          </button>
          <button type="submit" class="button primary" disabled={isBusy}>
            {say('in.releaseTitle')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function splitAuthor(author: string): [kind: string, id: string] {
  const slash = author.indexOf('/');
  return [author.slice(0, slash), author.slice(slash + 1)];
}
