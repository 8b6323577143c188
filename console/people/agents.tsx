import { UserRoundPlus } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { useAgents, useDepartments } from '../data/queries.ts';
import type { Agent } from '../data/types.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Avatar, Empty } from '../parts/marks.tsx';
import { useSay } from '../texts/language.tsx';
import { AgentForm } from './agent-form.tsx';
import { Presence } from './presence.tsx';

/** Agents and admins, with the addresses from which they may write (R14). */
export function Agents() {
  const say = useSay();
  const query = useAgents();
  const [edited, setEdited] = useState<Agent | 'new'>();
  return (
    <section class="card" aria-labelledby="agents-title">
      <div class="card-head">
        <h2 id="agents-title">{say('people.agents')}</h2>
        <button type="button" class="button small" onClick={() => setEdited('new')}>
          <UserRoundPlus size={15} aria-hidden="true" /> {say('people.newAgent')}
        </button>
      </div>
      <Loaded query={query}>
        {(agents) =>
          agents.length === 0 ? (
            <Empty title={say('people.noAgents')}>
              <p class="muted">{say('people.noAgentsAbout')}</p>
            </Empty>
          ) : (
            <ul class="people">
              {agents.map((agent) => (
                <Row key={agent.agentId} agent={agent} onEdit={() => setEdited(agent)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {edited && (
        <AgentForm
          agent={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </section>
  );
}

function Row({ agent, onEdit }: { agent: Agent; onEdit(): void }) {
  const say = useSay();
  const { data: departments = [] } = useDepartments();
  const { agentId, name, email, aliases, role, departmentIds } = agent;
  const inDepartments = departmentIds.map(
    (id) => departments.find(({ departmentId }) => departmentId === id)?.name ?? id,
  );
  return (
    <li>
      <Avatar name={name} kind="agent" />
      <div class="person">
        <p class="person-name">
          <bdi>{name}</bdi> <span class="muted">{say(`people.role.${role}`)}</span>
        </p>
        <p class="muted">{[email, ...aliases].join(', ')}</p>
        {inDepartments.length > 0 && (
          <p class="muted">
            <bdi>{inDepartments.join(', ')}</bdi>
          </p>
        )}
      </div>
      <Presence kind="agents" id={agentId} name={name} />
      <button
        type="button"
        class="button quiet small"
        aria-label={say('people.editAgent', { name })}
        onClick={onEdit}
      >
        {say('do.edit')}
      </button>
    </li>
  );
}
