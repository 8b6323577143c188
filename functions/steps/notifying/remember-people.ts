import { askOnce } from '../ask-once.ts';
import type { PeopleStore } from '../chatting/ports.ts';
import type { StaffReader } from './ports.ts';

/** The same store with its reads cached, for one mail: weighing and composing ask for the same few people. */
export function rememberPeople<
  People extends Pick<PeopleStore, 'findUser' | 'findAgent' | 'userPresence' | 'listStaff'> &
    StaffReader,
>(people: People): People {
  return {
    ...people,
    findUser: askOnce((id) => people.findUser(id)),
    findAgent: askOnce((id) => people.findAgent(id)),
    findStaff: askOnce((id) => people.findStaff(id)),
    userPresence: askOnce((id) => people.userPresence(id)),
    listStaff: askOnce(() => people.listStaff()),
  };
}
