import { setTimeout as pause } from 'node:timers/promises';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { PresenceStore, ReportedPresence } from '../../../../steps/chatting/ports.ts';
import { type ItemKey, keys } from '../keys.ts';
import type { Table } from '../table.ts';
import { ITEMS_PER_BATCH, writeBatch } from '../write-batch.ts';
import { presenceFields } from './people-items.ts';

/** DynamoDB's own bound of one batch call. */
const KEYS_PER_READ = 100;
const MAX_ATTEMPTS = 6;
const FIRST_PAUSE_MS = 20;

type Person = { kind: 'agent' | 'user'; id: string };

const chunks = <Entry>(entries: Entry[], size: number): Entry[][] =>
  Array.from({ length: Math.ceil(entries.length / size) }, (_, index) =>
    entries.slice(index * size, (index + 1) * size),
  );

const presenceKey = ({ kind, id }: Person) =>
  kind === 'agent' ? keys.agentPresence(id) : keys.userPresence(id);
const personKey = ({ kind, id }: Person) => (kind === 'agent' ? keys.agent(id) : keys.user(id));

const putRequest = (report: ReportedPresence) => ({
  PutRequest: { Item: { ...presenceKey(report), ...presenceFields(report.presence) } },
});

async function readKnown({ client, name }: Table, wanted: ItemKey[]): Promise<Set<string>> {
  const found = new Set<string>();
  let rest: Record<string, unknown>[] = wanted.map((key) => ({ ...key }));
  for (let attempt = 0; attempt < MAX_ATTEMPTS && rest.length > 0; attempt += 1) {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({
        RequestItems: {
          [name]: { Keys: rest, ProjectionExpression: 'pk, sk', ConsistentRead: true },
        },
      }),
    );
    for (const { pk, sk } of Responses?.[name] ?? []) found.add(`${pk}\n${sk}`);
    rest = UnprocessedKeys?.[name]?.Keys ?? [];
    if (rest.length > 0) await pause(FIRST_PAUSE_MS * 2 ** attempt);
  }
  if (rest.length > 0) throw new Error(`${rest.length} people were not read from the table`);
  return found;
}

/** The last report for each person: a batch call may not name one twice. */
const lastReports = (reports: ReportedPresence[]) => [
  ...new Map(reports.map((report) => [`${report.kind}\n${report.id}`, report])).values(),
];

/** What the chat backend last reported of agents and users (S10). */
export function createPresenceTable(table: Table): PresenceStore {
  return {
    async put(reports) {
      for (const chunk of chunks(lastReports(reports), ITEMS_PER_BATCH)) {
        await writeBatch(table, chunk.map(putRequest));
      }
    },
    async known(people) {
      const found = new Set<string>();
      const wanted = [
        ...new Map(
          people.map((one) => [personKey(one).pk + personKey(one).sk, personKey(one)]),
        ).values(),
      ];
      for (const chunk of chunks(wanted, KEYS_PER_READ)) {
        for (const key of await readKnown(table, chunk)) found.add(key);
      }
      return people.filter((one) => found.has(`${personKey(one).pk}\n${personKey(one).sk}`));
    },
  };
}
