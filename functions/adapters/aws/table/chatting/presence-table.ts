import type { PresenceStore } from '../../../../steps/chatting/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { presenceItem, presenceOf, takenOverItem } from '../items/people-items.ts';
import { keys } from '../keys.ts';

type Person = { kind: 'agent' | 'user'; id: string };

const presenceKey = ({ kind, id }: Person) =>
  kind === 'agent' ? keys.agentPresence(id) : keys.userPresence(id);
const personKey = ({ kind, id }: Person) => (kind === 'agent' ? keys.agent(id) : keys.user(id));

/** The chat backend's last reports on agents and users (S10). */
export function createPresenceTable(items: ItemStore): PresenceStore {
  return {
    put: async (reports) => {
      // a batch write may not name an item twice: the last report counts
      const last = new Map(reports.map((report) => [`${report.kind}\n${report.id}`, report]));
      await items.putMany(
        presenceItem,
        [...last.values()].map((report) => {
          const { status, expiresAt } = report.presence;
          const value = { status, expiresAtMs: expiresAt };
          return { key: presenceKey(report), value };
        }),
      );
    },
    find: async (kind, id) => presenceOf(await items.get(presenceItem, presenceKey({ kind, id }))),
    known: async (people) => {
      const isThere = await Promise.all(people.map((person) => items.has(personKey(person))));
      const missing = people.filter(({ kind }, index) => kind === 'user' && !isThere[index]);
      const takenOver = await items.getExisting(
        takenOverItem,
        missing.map(({ id }) => keys.takenOver(id)),
      );
      const nowById = new Map(takenOver.map(({ userId, by }) => [userId, by]));
      return people.flatMap((person, index) => {
        const now = isThere[index] ? person.id : nowById.get(person.id);
        return now === undefined ? [] : [{ ...person, now }];
      });
    },
  };
}
