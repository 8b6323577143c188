import { useRef, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { api } from '../data/call.ts';
import { ChoiceField } from '../parts/choice-field.tsx';
import { chosenId } from '../parts/choices.ts';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { useCustomerChoices } from '../people/customer-choices.ts';
import { CustomerFields, NOBODY } from '../people/customer-fields.tsx';
import { AgentField, DepartmentField } from '../people/whose-turn.tsx';
import { useSay } from '../texts/language.tsx';
import { freshId } from './fresh-id.ts';

/** Whose turn the new conversation is. */
interface Whose {
  agentId?: string;
  departmentId?: string;
}

/** Opens a conversation with an existing or a new customer. An existing one is never overwritten. */
export function NewConversation({ onClose }: { onClose(): void }) {
  const say = useSay();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const customers = useCustomerChoices(typed);
  const [customer, setCustomer] = useState(NOBODY);
  const [turn, setTurn] = useState<Whose>({});
  const [subject, setSubject] = useState('');
  // one for all attempts: with another id the next one would make another customer
  const madeId = useRef<string>();

  const open = async () => {
    const { name, email } = customer;
    const known = chosenId(typed, customers);
    madeId.current ??= freshId(name, 'customer');
    const id = known ?? madeId.current;
    if (known === undefined) await api('PUT', `/users/${id}`, { name, ...(email && { email }) });
    const { conversationId } = await api<{ conversationId: string }>('POST', '/conversations', {
      userId: id,
      ...turn,
      ...(subject && { subject }),
    });
    onClose();
    navigate(`/conversations/${conversationId}`);
  };
  return (
    <Dialog title={say('new.title')} isOpen onClose={onClose}>
      <Form onSend={open} label={say('do.open')}>
        <ChoiceField
          label={say('new.customer')}
          field="userId"
          typed={typed}
          onType={setTyped}
          choices={customers}
          none={say('new.someoneNew')}
          help={say('new.customerHelp')}
        />
        {typed.trim() === '' && (
          <div class="columns">
            <CustomerFields customer={customer} onChange={setCustomer} />
          </div>
        )}
        <TextField
          label={say('new.subject')}
          field="subject"
          value={subject}
          onChange={setSubject}
        />
        <Turn turn={turn} onChange={setTurn} />
      </Form>
    </Dialog>
  );
}

interface TurnProps {
  turn: Whose;
  onChange(turn: Whose): void;
}

function Turn({ turn, onChange }: TurnProps) {
  const change = (name: keyof Whose, id: string) => {
    const { [name]: _before, ...rest } = turn;
    onChange({ ...rest, ...(id && { [name]: id }) });
  };
  return (
    <div class="columns">
      <AgentField value={turn.agentId ?? ''} onChange={(id) => change('agentId', id)} />
      <DepartmentField
        value={turn.departmentId ?? ''}
        onChange={(id) => change('departmentId', id)}
      />
    </div>
  );
}
