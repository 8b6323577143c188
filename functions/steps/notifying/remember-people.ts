import { askOnce } from '../ask-once.ts';
import type { PeopleStore } from '../chatting/ports.ts';
import type { StaffReader } from './ports.ts';

/** The same people, each read once: weighing and composing of one mail ask for the same few. */
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
