import { Settings2 } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { api } from '../data/call.ts';
import { client } from '../data/client.ts';
import type { Conversation } from '../data/types.ts';
import { Dialog } from '../parts/dialog.tsx';
import { toast } from '../parts/toasts.tsx';
import { useAction } from '../parts/use-action.ts';
import { AgentField, DepartmentField } from '../people/whose-turn.tsx';
import { useSay } from '../texts/language.tsx';

/** Chooses whose turn the conversation is and whether it is open. Each change is saved at once. */
export function ChatMenu({ conversation }: { conversation: Conversation }) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const { agentId, departmentId, status, subject, tag } = conversation;
  const change = useChange(conversation.conversationId);
  const isClosed = status === 'closed';
  return (
    <>
      <button
        type="button"
        class="icon-button framed"
        aria-label={say('chat.edit')}
        title={say('chat.edit')}
        onClick={() => setOpen(true)}
      >
        <Settings2 size={18} aria-hidden="true" />
      </button>
      <Dialog title={subject || tag} isOpen={isOpen} onClose={() => setOpen(false)}>
        <div class="stack">
          <AgentField value={agentId ?? ''} onChange={(id) => change({ agentId: id || null })} />
          <DepartmentField
            value={departmentId ?? ''}
            onChange={(id) => change({ departmentId: id || null })}
          />
          <button
            type="button"
            class="button"
            onClick={() => change({ status: isClosed ? 'open' : 'closed' })}
          >
            {say(isClosed ? 'chat.reopen' : 'chat.close')}
          </button>
        </div>
      </Dialog>
    </>
  );
}

function useChange(conversationId: string) {
  const say = useSay();
  const { run } = useAction();
  return (patch: object) =>
    void run(async () => {
      await api('PATCH', `/conversations/${conversationId}`, patch);
      await client.invalidateQueries({ queryKey: ['conversations'] });
      toast(say('state.saved'));
    });
}
