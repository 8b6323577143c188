import { useAgents, useDepartments } from '../data/queries.ts';
import { SelectField } from '../parts/field.tsx';
import { useSay } from '../texts/language.tsx';

interface TurnFieldProps {
  /** An id; empty for nobody. */
  value: string;
  onChange(id: string): void;
}

/** Chooses the agent to whom a conversation is assigned. */
export function AgentField({ value, onChange }: TurnFieldProps) {
  const say = useSay();
  const { data: agents = [] } = useAgents();
  return (
    <SelectField
      label={say('chat.assign')}
      field="agentId"
      value={value}
      onChange={onChange}
      none={say('chat.assignNobody')}
      options={agents.map(({ agentId, name }) => [agentId, name])}
    />
  );
}

/** Chooses the department to which a conversation is assigned. */
export function DepartmentField({ value, onChange }: TurnFieldProps) {
  const say = useSay();
  const { data: departments = [] } = useDepartments();
  return (
    <SelectField
      label={say('chat.department')}
      field="departmentId"
      value={value}
      onChange={onChange}
      none={say('chat.departmentNone')}
      options={departments.map(({ departmentId, name }) => [departmentId, name])}
    />
  );
}
