import { useState } from 'preact/hooks';
import { freshId } from '../conversations/fresh-id.ts';
import { api } from '../data/call.ts';
import { client } from '../data/client.ts';
import { useDepartments } from '../data/queries.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Empty } from '../parts/marks.tsx';
import { RemoveButton } from '../parts/remove-button.tsx';
import { useAction } from '../parts/use-action.ts';
import { useSay } from '../texts/language.tsx';

const refresh = () => client.invalidateQueries({ queryKey: ['departments'] });

export function Departments() {
  const say = useSay();
  const query = useDepartments();
  const [name, setName] = useState('');
  const { isBusy, run } = useAction();
  const add = (event: Event) => {
    event.preventDefault();
    void run(async () => {
      await api('PUT', `/departments/${freshId(name, 'department')}`, { name });
      setName('');
      await refresh();
    });
  };
  const remove = async (id: string) => {
    await api('DELETE', `/departments/${encodeURIComponent(id)}`);
    await refresh();
  };
  return (
    <section class="card" aria-labelledby="departments-title">
      <h2 id="departments-title">{say('people.departments')}</h2>
      <Loaded query={query}>
        {(departments) =>
          departments.length === 0 ? (
            <Empty title={say('people.noDepartments')} />
          ) : (
            <ul class="people">
              {departments.map(({ departmentId, name: department }) => (
                <li key={departmentId}>
                  <div class="person">
                    <p class="person-name">{department}</p>
                  </div>
                  <RemoveButton
                    name={department}
                    title={say('people.removeDepartment', { name: department })}
                    about={say('people.removeDepartmentAbout')}
                    onRemove={() => remove(departmentId)}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <form class="inline-form" onSubmit={add}>
        <input
          aria-label={say('people.newDepartment')}
          placeholder={say('people.newDepartment')}
          required
          value={name}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
        <button type="submit" class="button" aria-disabled={isBusy}>
          {say('do.add')}
        </button>
      </form>
    </section>
  );
}
