import { Settings2 } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { api } from '../data/call.ts';
import { client } from '../data/client.ts';
import { useAgents, useDepartments } from '../data/queries.ts';
import type { Conversation } from '../data/types.ts';
import { Dialog } from '../parts/dialog.tsx';
import { SelectField } from '../parts/field.tsx';
import { toast } from '../parts/toasts.tsx';
import { useAction } from '../parts/use-action.ts';
import { useSay } from '../texts/language.tsx';

/** Chooses whose turn the conversation is and whether it is open. Each change is saved at once. */
export function ChatMenu({ conversation }: { conversation: Conversation }) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const { data: agents = [] } = useAgents();
  const { data: departments = [] } = useDepartments();
  const { run } = useAction();
  const { conversationId, agentId, departmentId, status, subject, tag } = conversation;
  const change = (patch: object) =>
    void run(async () => {
      await api('PATCH', `/conversations/${conversationId}`, patch);
      await client.invalidateQueries({ queryKey: ['conversations'] });
      toast(say('state.saved'));
    });
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
          <SelectField
            label={say('chat.assign')}
            value={agentId ?? ''}
            onChange={(id) => change({ agentId: id || null })}
            options={[
              ['', say('chat.assignNobody')],
              ...agents.map((each): [string, string] => [each.agentId, each.name]),
            ]}
          />
          <SelectField
            label={say('chat.department')}
            value={departmentId ?? ''}
            onChange={(id) => change({ departmentId: id || null })}
            options={[
              ['', say('new.none')],
              ...departments.map((each): [string, string] => [each.departmentId, each.name]),
            ]}
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
