import { Settings2 } from 'lucide-preact';
import { useRef, useState } from 'preact/hooks';
import { api } from '../data/call.ts';
import { client } from '../data/client.ts';
import type { Conversation } from '../data/types.ts';
import { Dialog } from '../parts/dialog.tsx';
import { toast } from '../parts/toasts.tsx';
import { useAction } from '../parts/use-action.ts';
import { AgentField, DepartmentField } from '../people/whose-turn.tsx';
import { useSay } from '../texts/language.tsx';

/** `null`: nobody, and none. */
interface Choices {
  agentId: string | null;
  departmentId: string | null;
  status: Conversation['status'];
}

/** Chooses whose turn the conversation is and whether it is open. Each change is saved at once. */
export function ChatMenu({ conversation }: { conversation: Conversation }) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const { agentId, departmentId, status, subject, tag, choose } = useChoices(conversation);
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
          <AgentField value={agentId ?? ''} onChange={(id) => choose({ agentId: id || null })} />
          <DepartmentField
            value={departmentId ?? ''}
            onChange={(id) => choose({ departmentId: id || null })}
          />
          <button
            type="button"
            class="button"
            onClick={() => choose({ status: isClosed ? 'open' : 'closed' })}
          >
            {say(isClosed ? 'chat.reopen' : 'chat.close')}
          </button>
        </div>
      </Dialog>
    </>
  );
}

/** Saves each choice at once, one after the other, and shows it meanwhile: the next one may be made before the last is saved. */
function useChoices(conversation: Conversation) {
  const say = useSay();
  const { run } = useAction();
  const [chosen, setChosen] = useState<Partial<Choices>>({});
  const waiting = useRef(0);
  const last = useRef(Promise.resolve());
  const save = async (choice: Partial<Choices>) => {
    const path = `/conversations/${conversation.conversationId}`;
    if (await run(() => api('PATCH', path, choice))) toast(say('state.saved'));
    waiting.current -= 1;
    if (waiting.current > 0) return;
    await client.invalidateQueries({ queryKey: ['conversations'] });
    if (waiting.current === 0) setChosen({});
  };
  const choose = (choice: Partial<Choices>) => {
    setChosen((before) => ({ ...before, ...choice }));
    waiting.current += 1;
    last.current = last.current.then(() => save(choice));
  };
  return { ...conversation, ...chosen, choose };
}
