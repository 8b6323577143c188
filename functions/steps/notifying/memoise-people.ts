import type { PeopleStore } from '../chatting/ports.ts';
import { memoise } from '../memoise.ts';
import type { StaffReader } from './ports.ts';

/** The same store with its reads cached, for one mail, because rechecking and composing ask for the same few people. */
export function memoisePeople<
  People extends Pick<PeopleStore, 'findUser' | 'findAgent' | 'userPresence' | 'listStaff'> &
    StaffReader,
>(people: People): People {
  return {
    ...people,
    findUser: memoise((id) => people.findUser(id)),
    findAgent: memoise((id) => people.findAgent(id)),
    findStaff: memoise((id) => people.findStaff(id)),
    userPresence: memoise((id) => people.userPresence(id)),
    listStaff: memoise(() => people.listStaff()),
  };
}
