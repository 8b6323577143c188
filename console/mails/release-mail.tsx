import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { useNames } from '../conversations/people-names.ts';
import { api } from '../data/call.ts';
import { useAgents, useConversations, useUsers } from '../data/queries.ts';
import type { InboundMail } from '../data/types.ts';
import { Dialog } from '../parts/dialog.tsx';
import { SelectField } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { toast } from '../parts/toasts.tsx';
import { useSay } from '../texts/language.tsx';

interface ReleaseMailProps {
  mail: InboundMail;
  onClose(): void;
  onReleased(): Promise<unknown>;
}

function useRelease({ mail, onClose, onReleased }: ReleaseMailProps) {
  const say = useSay();
  const [, navigate] = useLocation();
  const [conversationId, setConversationId] = useState(mail.conversationId ?? '');
  const [author, setAuthor] = useState('');
  const release = async () => {
    const released = await api<InboundMail>('POST', `/inbound/${mail.mailId}/release`, {
      ...(conversationId && conversationId !== mail.conversationId && { conversationId }),
      ...(author && { as: splitAuthor(author) }),
    });
    await onReleased();
    toast(say('in.released'));
    onClose();
    if (released.conversationId) navigate(`/conversations/${released.conversationId}`);
  };
  return { conversationId, setConversationId, author, setAuthor, release };
}

/** Releases a held mail, on a person's decision. */
export function ReleaseMail(props: ReleaseMailProps) {
  const say = useSay();
  const { onClose } = props;
  const { conversationId, setConversationId, author, setAuthor, release } = useRelease(props);
  return (
    <Dialog title={say('in.releaseTitle')} about={say('in.releaseAbout')} isOpen onClose={onClose}>
      <Form
        onSend={release}
        label={say('in.releaseTitle')}
        aside={
          <button type="button" class="button quiet" onClick={onClose}>
            {say('do.cancel')}
          </button>
        }
      >
        <ConversationField value={conversationId} onChange={setConversationId} />
        <AuthorField value={author} onChange={setAuthor} />
      </Form>
    </Dialog>
  );
}

interface ChoiceProps {
  /** Empty: as the mail says. */
  value: string;
  onChange(value: string): void;
}

function ConversationField({ value, onChange }: ChoiceProps) {
  const say = useSay();
  const names = useNames();
  const { items: conversations = [] } = useConversations();
  return (
    <SelectField
      label={say('in.releaseConversation')}
      field="conversationId"
      value={value}
      onChange={onChange}
      none={say('in.releaseAsMail')}
      options={conversations.map((each) => [
        each.conversationId,
        `${each.tag} · ${each.subject || names.user(each.userId)}`,
      ])}
    />
  );
}

function AuthorField({ value, onChange }: ChoiceProps) {
  const say = useSay();
  const { data: agents = [] } = useAgents();
  const { data: users = [] } = useUsers();
  return (
    <SelectField
      label={say('in.releaseAs')}
      field="as"
      value={value}
      onChange={onChange}
      none={say('in.releaseAsMail')}
      options={[
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
  );
}

function splitAuthor(author: string): { kind: string; id: string } {
  const slash = author.indexOf('/');
  return { kind: author.slice(0, slash), id: author.slice(slash + 1) };
}
