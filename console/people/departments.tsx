import { useRef, useState } from 'preact/hooks';
import { freshId } from '../conversations/fresh-id.ts';
import { api } from '../data/call.ts';
import { client } from '../data/client.ts';
import { useDepartments } from '../data/queries.ts';
import type { Department } from '../data/types.ts';
import { Alert } from '../parts/alert.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Empty } from '../parts/marks.tsx';
import { RemoveButton } from '../parts/remove-button.tsx';
import { useAction } from '../parts/use-action.ts';
import { useUniqueId } from '../parts/use-unique-id.ts';
import { useSay } from '../texts/language.tsx';

const refresh = () => client.invalidateQueries({ queryKey: ['departments'] });

export function Departments() {
  const say = useSay();
  const query = useDepartments();
  return (
    <section class="card" aria-labelledby="departments-title">
      <h2 id="departments-title">{say('people.departments')}</h2>
      <Loaded query={query}>
        {(departments) =>
          departments.length === 0 ? (
            <Empty title={say('people.noDepartments')}>
              <p class="muted">{say('people.noDepartmentsAbout')}</p>
            </Empty>
          ) : (
            <ul class="people">
              {departments.map((department) => (
                <Row key={department.departmentId} department={department} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <NewDepartment />
    </section>
  );
}

function Row({ department: { departmentId, name } }: { department: Department }) {
  const say = useSay();
  const remove = async () => {
    await api('DELETE', `/departments/${encodeURIComponent(departmentId)}`);
    await refresh();
  };
  return (
    <li>
      <div class="person">
        <p class="person-name">
          <bdi>{name}</bdi>
        </p>
      </div>
      <RemoveButton
        name={name}
        title={say('people.removeDepartment', { name })}
        about={say('people.removeDepartmentAbout')}
        onRemove={remove}
      />
    </li>
  );
}

function NewDepartment() {
  const say = useSay();
  const [name, setName] = useState('');
  const id = useUniqueId();
  // one for all attempts: with another id the next one would make another department
  const madeId = useRef<string>();
  const [problem, setProblem] = useState<string>();
  const { isBusy, run } = useAction(setProblem);
  const add = (event: Event) => {
    event.preventDefault();
    void run(async () => {
      madeId.current ??= freshId(name, 'department');
      await api('PUT', `/departments/${madeId.current}`, { name });
      madeId.current = undefined;
      setName('');
      await refresh();
    });
  };
  return (
    <>
      <form class="inline-form" onSubmit={add}>
        <input
          aria-describedby={`${id}-error`}
          aria-invalid={problem !== undefined || undefined}
          aria-label={say('people.newDepartment')}
          placeholder={say('people.newDepartment')}
          required
          value={name}
          onInput={({ currentTarget }) => {
            setName(currentTarget.value);
            setProblem(undefined);
          }}
        />
        <button type="submit" class="button" aria-disabled={isBusy}>
          {say('do.add')}
        </button>
      </form>
      <Alert id={`${id}-error`} why={problem} />
    </>
  );
}
