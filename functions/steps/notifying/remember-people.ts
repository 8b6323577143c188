import type { PeopleStore } from '../chatting/ports.ts';
import type { StaffReader } from './ports.ts';

/** The same people, each read once: weighing and composing of one mail ask for the same few. Not for longer: presence changes. */
export function rememberPeople<
  People extends Pick<PeopleStore, 'findUser' | 'findAgent'> & StaffReader,
>(people: People): People {
  return {
    ...people,
    findUser: once((id) => people.findUser(id)),
    findAgent: once((id) => people.findAgent(id)),
    findStaff: once((id) => people.findStaff(id)),
  };
}

function once<Found>(find: (id: string) => Promise<Found>): (id: string) => Promise<Found> {
  const found = new Map<string, Promise<Found>>();
  return (id) => {
    const known = found.get(id) ?? find(id);
    found.set(id, known);
    return known;
  };
}
