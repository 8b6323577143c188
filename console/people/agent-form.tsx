import { useState } from 'preact/hooks';
import { freshId } from '../conversations/fresh-id.ts';
import { api } from '../data/call.ts';
import { client } from '../data/client.ts';
import { useDepartments } from '../data/queries.ts';
import type { Agent } from '../data/types.ts';
import { Dialog } from '../parts/dialog.tsx';
import { SelectField, TextField } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { RemoveButton } from '../parts/remove-button.tsx';
import { useSay } from '../texts/language.tsx';
import { ZoneField } from './zone-field.tsx';

interface AgentFormProps {
  agent: Agent | undefined;
  onClose(): void;
}

/**
 * Creates or changes an agent. Fields that the form does not show
 * keep their values, because every PUT is a full replacement.
 */
export function AgentForm({ agent, onClose }: AgentFormProps) {
  const say = useSay();
  const [name, setName] = useState(agent?.name ?? '');
  const [email, setEmail] = useState(agent?.email ?? '');
  const [aliases, setAliases] = useState(agent?.aliases.join(', ') ?? '');
  const [role, setRole] = useState<string>(agent?.role ?? 'agent');
  const [departmentIds, setDepartmentIds] = useState(agent?.departmentIds ?? []);
  const [zone, setZone] = useState(agent?.timeZone ?? '');
  const path = `/agents/${encodeURIComponent(agent?.agentId ?? freshId(name, 'agent'))}`;
  const leave = async () => {
    await client.invalidateQueries({ queryKey: ['agents'] });
    onClose();
  };
  const save = async () => {
    await api('PUT', path, {
      name,
      email,
      aliases: aliases.split(/[\s,;]+/).filter(Boolean),
      role,
      departmentIds,
      ...(agent?.locale && { locale: agent.locale }),
      ...(zone && { timeZone: zone }),
    });
    await leave();
  };
  const remove = () => api('DELETE', path).then(leave);
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
        <TextField label={say('people.name')} value={name} onChange={setName} required />
        <TextField
          label={say('people.email')}
          type="email"
          value={email}
          onChange={setEmail}
          required
        />
        <TextField
          label={say('people.aliases')}
          help={say('people.aliasesHelp')}
          value={aliases}
          onChange={setAliases}
        />
        <RoleField value={role} onChange={setRole} />
        <InDepartments chosen={departmentIds} onChange={setDepartmentIds} />
        <ZoneField value={zone} onChange={setZone} />
      </Form>
    </Dialog>
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

function InDepartments({
  chosen,
  onChange,
}: {
  chosen: string[];
  onChange(departmentIds: string[]): void;
}) {
  const say = useSay();
  const { data: departments = [] } = useDepartments();
  if (departments.length === 0) return null;
  const toggle = (id: string, isIn: boolean) =>
    onChange(isIn ? [...chosen, id] : chosen.filter((each) => each !== id));
  return (
    <fieldset>
      <legend>{say('people.inDepartments')}</legend>
      {departments.map(({ departmentId, name }) => (
        <label key={departmentId} class="check">
          <input
            type="checkbox"
            checked={chosen.includes(departmentId)}
            onChange={({ currentTarget }) => toggle(departmentId, currentTarget.checked)}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
