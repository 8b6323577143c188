import { useRef, useState } from 'preact/hooks';
import { freshId } from '../conversations/fresh-id.ts';
import { api, find } from '../data/call.ts';
import { client } from '../data/client.ts';
import { useDepartments } from '../data/queries.ts';
import type { Agent, AgentFields } from '../data/types.ts';
import { CheckList } from '../parts/check-list.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { SelectField, TextField } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { RemoveButton } from '../parts/remove-button.tsx';
import { useUnchanged } from '../parts/use-unchanged.ts';
import { useSay } from '../texts/language.tsx';
import { ZoneField } from './zone-field.tsx';

interface AgentFormProps {
  agent: Agent | undefined;
  onClose(): void;
}

/** What stands in the form: every field a text, but the departments. */
interface AgentDraft {
  name: string;
  email: string;
  aliases: string;
  role: string;
  departmentIds: string[];
  zone: string;
}

const draftOf = (agent: Agent | undefined): AgentDraft => ({
  name: agent?.name ?? '',
  email: agent?.email ?? '',
  aliases: agent?.aliases.join(', ') ?? '',
  role: agent?.role ?? 'agent',
  departmentIds: agent?.departmentIds ?? [],
  zone: agent?.timeZone ?? '',
});

/** Creates or changes an agent. Fields that the form does not show keep their values, because every PUT is a full replacement. */
function useAgentForm({ agent, onClose }: AgentFormProps) {
  const [draft, setDraft] = useState(() => draftOf(agent));
  const change = (changes: Partial<AgentDraft>) =>
    setDraft((before) => ({ ...before, ...changes }));
  const expectUnchanged = useUnchanged(agent, draftOf);
  // one for all attempts: another id's agent would be refused, as the first may have the address already
  const id = useRef(agent?.agentId);
  const pathOfAgent = () => {
    id.current ??= freshId(draft.name, 'agent');
    return `/agents/${encodeURIComponent(id.current)}`;
  };
  const leave = async () => {
    await client.invalidateQueries({ queryKey: ['agents'] });
    onClose();
  };
  const save = async () => {
    const { aliases, zone, ...rest } = draft;
    const path = pathOfAgent();
    const present = agent && (await find<Agent>(path));
    expectUnchanged(present);
    const fields: AgentFields = {
      ...rest,
      aliases: aliases.split(/[\s,;]+/).filter(Boolean),
      locale: present?.locale,
      timeZone: zone || undefined,
    };
    await api('PUT', path, fields);
    await leave();
  };
  const remove = () => api('DELETE', pathOfAgent()).then(leave);
  return { draft, change, save, remove };
}

export function AgentForm(props: AgentFormProps) {
  const say = useSay();
  const { agent, onClose } = props;
  const { draft, change, save, remove } = useAgentForm(props);
  const title = agent ? say('people.editAgent', { name: agent.name }) : say('people.newAgent');
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Form
        onSend={save}
        aside={
          agent && (
            <RemoveButton
              name={agent.name}
              title={say('people.removeAgent', { name: agent.name })}
              about={say('people.removeAgentAbout')}
              onRemove={remove}
            />
          )
        }
      >
        <NameAndAddresses draft={draft} onChange={change} />
        <RoleField value={draft.role} onChange={(role) => change({ role })} />
        <InDepartments
          chosen={draft.departmentIds}
          onChange={(departmentIds) => change({ departmentIds })}
        />
        <ZoneField value={draft.zone} onChange={(zone) => change({ zone })} />
      </Form>
    </Dialog>
  );
}

interface NameAndAddressesProps {
  draft: AgentDraft;
  onChange(changes: Partial<AgentDraft>): void;
}

function NameAndAddresses({ draft, onChange }: NameAndAddressesProps) {
  const say = useSay();
  return (
    <>
      <TextField
        label={say('people.name')}
        field="name"
        value={draft.name}
        onChange={(name) => onChange({ name })}
        required
      />
      <TextField
        label={say('people.email')}
        field="email"
        type="email"
        value={draft.email}
        onChange={(email) => onChange({ email })}
        required
      />
      <TextField
        label={say('people.aliases')}
        field="aliases"
        help={say('people.aliasesHelp')}
        value={draft.aliases}
        onChange={(aliases) => onChange({ aliases })}
      />
    </>
  );
}

const ROLES = ['agent', 'admin'] as const;

function RoleField({ value, onChange }: { value: string; onChange(role: string): void }) {
  const say = useSay();
  return (
    <SelectField
      label={say('people.role')}
      value={value}
      onChange={onChange}
      options={ROLES.map((role) => [role, say(`people.role.${role}`)])}
    />
  );
}

interface InDepartmentsProps {
  chosen: string[];
  onChange(departmentIds: string[]): void;
}

function InDepartments({ chosen, onChange }: InDepartmentsProps) {
  const say = useSay();
  const { data: departments } = useDepartments();
  const [before] = useState(chosen);
  if (!departments) return null;
  const names = new Map(departments.map(({ departmentId, name }) => [departmentId, name]));
  // one that was removed meanwhile is refused, so it stays to be unchecked
  for (const id of before) if (!names.has(id)) names.set(id, id);
  if (names.size === 0) return null;
  return (
    <CheckList
      label={say('people.inDepartments')}
      field="departmentIds"
      options={[...names]}
      chosen={chosen}
      onChange={onChange}
    />
  );
}
