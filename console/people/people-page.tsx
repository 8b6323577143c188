import { useSay } from '../texts/language.tsx';
import { Agents } from './agents.tsx';
import { Departments } from './departments.tsx';
import { Users } from './users.tsx';

/** Staff, customers and departments, with presence and flags. */
export function PeoplePage() {
  const say = useSay();
  return (
    <div class="page">
      <h1>{say('people.title')}</h1>
      <Agents />
      <Users />
      <Departments />
    </div>
  );
}
