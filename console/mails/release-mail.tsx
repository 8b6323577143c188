import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { authorOf } from '../conversations/author-of.ts';
import { useConversationChoices } from '../conversations/conversation-choices.ts';
import { api } from '../data/call.ts';
import { useAgents } from '../data/queries.ts';
import type { InboundMail } from '../data/types.ts';
import { ChoiceField } from '../parts/choice-field.tsx';
import { type Choice, chosenId } from '../parts/choices.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Form } from '../parts/form.tsx';
import { toast } from '../parts/toasts.tsx';
import { useCustomerChoices } from '../people/customer-choices.ts';
import { useSay } from '../texts/language.tsx';

interface ReleaseMailProps {
  mail: InboundMail;
  onClose(): void;
  onReleased(): Promise<unknown>;
}

function useRelease({ mail, onClose, onReleased }: ReleaseMailProps) {
  const say = useSay();
  const [, navigate] = useLocation();
  const [conversation, setConversation] = useState('');
  const [author, setAuthor] = useState('');
  const conversations = useConversationChoices(conversation);
  const authors = useAuthorChoices(author);
  const release = async () => {
    const conversationId = chosenId(conversation, conversations);
    const as = chosenId(author, authors);
    const released = await api<InboundMail>('POST', `/inbound/${mail.mailId}/release`, {
      ...(conversationId && { conversationId }),
      ...(as && { as: authorOf(as) }),
    });
    await onReleased();
    toast(say('in.released'));
    onClose();
    if (released.conversationId) navigate(`/conversations/${released.conversationId}`);
  };
  return {
    conversation: { typed: conversation, onType: setConversation, choices: conversations },
    author: { typed: author, onType: setAuthor, choices: authors },
    release,
  };
}

/** Releases a held mail, on a person's decision. */
export function ReleaseMail(props: ReleaseMailProps) {
  const say = useSay();
  const { mail, onClose } = props;
  const asMail = say('in.releaseAsMail');
  const { conversation, author, release } = useRelease(props);
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
        <ChoiceField
          label={say('in.releaseConversation')}
          field="conversationId"
          none={mail.conversationId ? `${asMail} (${mail.conversationId})` : asMail}
          help={say('in.releaseConversationHelp')}
          {...conversation}
        />
        <ChoiceField
          label={say('in.releaseAs')}
          field="as"
          none={asMail}
          help={say('in.releaseAsHelp')}
          {...author}
        />
      </Form>
    </Dialog>
  );
}

/** Agents and customers, by kind and id. */
function useAuthorChoices(typed: string): Choice[] {
  const say = useSay();
  const { data: agents = [] } = useAgents();
  const customers = useCustomerChoices(typed);
  return [
    ...agents.map(({ agentId, name, email, aliases }) => ({
      id: `agent/${agentId}`,
      text: `${name} · ${email} (${say('chat.agent')})`,
      also: [email, ...aliases],
    })),
    ...customers.map(({ id, text, ...rest }) => ({
      id: `user/${id}`,
      text: `${text} (${say('chat.user')})`,
      ...rest,
    })),
  ];
}
