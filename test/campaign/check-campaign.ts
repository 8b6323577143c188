import type { OutboxEntry } from '../support/pipeline.ts';
import type { Item, StoredText } from '../support/stored-data.ts';
import { guestProblems, newcomerProblems } from './check-people.ts';
import { bounceProblems, deliveryProblems, doubledMails, doubledQuestions } from './check-sent.ts';
import { allMails, type Expected, type Scenario } from './scenario.ts';

/** An event as received by the webhook. */
export interface ReceivedEvent {
  /** `webhook-id`: the same for every try. */
  eventId: string;
  type: string;
  conversationId?: string;
  sequence: number;
  /** The id of its message or mail. */
  about: string;
}

/** What the campaign left, read from table, bucket and outbox, never by the product's own code. */
export interface Evidence {
  scenario: Scenario;
  conversationIds: string[];
  /** Words that were in all data of erased people. */
  erasedWords: string[];
  /** Conversations whose user's mail bounced. */
  bouncedIds: string[];
  stored: StoredText[];
  outbox: OutboxEntry[];
  /** Every call of the webhook, repeated ones included. */
  events: ReceivedEvent[];
  /** Mails that may have been sent twice, because of a fault between SES's answer and its record. */
  mayDouble: number;
}

export interface Findings {
  /** One sentence each; empty if everything is right. */
  problems: string[];
  figures: Record<string, number>;
}

/** Checks everything that is left. */
export function checkCampaign(evidence: Evidence): Findings {
  const items = evidence.stored.flatMap(({ item }) => (item ? [item] : []));
  const world = { ...evidence, items, ...sortOut(items) };
  const doubled = [...doubledMails(world), ...doubledQuestions(world)];
  const problems = [
    ...mailProblems(world),
    ...postProblems(world),
    ...messageProblems(world),
    ...eventProblems(world),
    ...deliveryProblems(world, doubled),
    ...bounceProblems(world),
    ...newcomerProblems(world),
    ...guestProblems(world),
    ...erasureProblems(world),
  ];
  return {
    problems,
    figures: {
      mails: world.records.length,
      messages: world.messages.length,
      sent: world.outbox.length,
      doubled: doubled.length,
      mayDouble: evidence.mayDouble,
      events: new Set(world.events.map(({ eventId }) => eventId)).size,
    },
  };
}

/** Checks what is left after every retention time. */
export function checkEnd(stored: StoredText[]): string[] {
  return stored.flatMap(({ place, item }) => {
    if (/(inbound|polled)\//.test(place)) return [`${place} was never taken`];
    if (item?.type !== 'mail') return [];
    const { subject, outcome, reason, receivedAt } = item;
    return [`the record of ${subject}, ${outcome}/${reason} of ${receivedAt}, was never taken`];
  });
}

function sortOut(items: Item[]) {
  const ofType = (type: string) => items.filter((item) => item.type === type);
  const windows = ofType('outgoing');
  return {
    records: ofType('mail'),
    messages: ofType('message'),
    rows: ofType('delivery').map((row) => asShown(row, windows)),
    windows,
    knownSesIds: new Set(windows.map(({ mail }) => mail?.sesMessageId)),
    keysOfItems: new Set(items.map(({ pk, sk }) => `${pk} ${sk}`)),
  };
}

/** The row as the API shows it: a sent mail's from its window, unless later feedback has named the mail. */
function asShown(row: Item, windows: Item[]): Item {
  if (row.windowId === undefined || row.sesMessageId !== undefined) return row;
  const { kind, id } = row.participant;
  const window = windows.find(
    ({ windowId, participant }) =>
      windowId === row.windowId && participant.kind === kind && participant.id === id,
  );
  const { reasons = [], ...mail } = window?.mail ?? {};
  const about = reasons.find(({ messageId }: Item) => messageId === row.messageId);
  return about ? { ...row, ...mail, decision: 'sent', reason: about.reason } : row;
}

export type World = Evidence & { items: Item[] } & ReturnType<typeof sortOut>;

/** Every mail has the right outcome; a delivered one is one message in its conversation. */
function mailProblems({ scenario, records, messages, stored, conversationIds }: World): string[] {
  const problems: string[] = [];
  const copies = scenario.mails.flatMap(({ expected }) =>
    expected.outcome === 'copy' ? [expected.of] : [],
  );
  for (const mail of allMails(scenario)) {
    const { number, mark, expected } = mail;
    if (expected.outcome === 'copy') continue;
    const times = scenario.mails.includes(mail) ? 1 + allCopiesOf(number, copies, scenario) : 1;
    const own = records.filter(({ subject }) => subject === mark);
    if (own.length !== times) problems.push(`${mark}: sent ${times} times, ${own.length} records`);
    const right = own.filter(({ outcome }) => outcome === expected.outcome).length;
    const rightTimes = expected.outcome === 'delivered' ? 1 : times;
    if (right !== rightTimes) {
      const outcomes = own.map(({ outcome, reason }) => `${outcome}/${reason}`).join(', ');
      problems.push(`${mark}: should be ${expected.outcome} ${rightTimes} times, is ${outcomes}`);
    }
    const made = messages.filter(({ text = '' }) => text.includes(`Text of ${mark}.`));
    problems.push(...messageOf(mark, expected, made, conversationIds));
  }
  const raws = stored.filter(({ place }) => /(inbound|polled)\//.test(place)).length;
  if (raws !== records.length) problems.push(`${raws} raw mails have ${records.length} records`);
  return problems;
}

/** Counts copies of copies, too. */
function allCopiesOf(number: number, copies: number[], scenario: Scenario): number {
  const direct = scenario.mails.filter(
    ({ expected }) => expected.outcome === 'copy' && expected.of === number,
  );
  return direct.reduce((sum, copy) => sum + 1 + allCopiesOf(copy.number, copies, scenario), 0);
}

function messageOf(
  mark: string,
  expected: Expected,
  made: Item[],
  conversationIds: string[],
): string[] {
  const wanted = expected.outcome === 'delivered' ? 1 : 0;
  if (made.length !== wanted) return [`${mark}: ${made.length} messages instead of ${wanted}`];
  const [message] = made;
  if (!message || !('conversation' in expected)) return [];
  const isRight =
    message.conversationId === conversationIds[expected.conversation] &&
    message.author.kind === expected.author;
  return isRight ? [] : [`${mark}: is in ${message.conversationId} as ${message.author.kind}`];
}

function postProblems({ scenario, messages }: World): string[] {
  return scenario.posts.flatMap(({ mark }) => {
    const { length } = messages.filter(({ text = '' }) => text.includes(`Text of ${mark}.`));
    return length === 1 ? [] : [`${mark}: ${length} messages instead of one`];
  });
}

/** Everybody who may be mailed about a message has a row, and recipients are mailed. */
function messageProblems(world: World): string[] {
  const rowsOf = Map.groupBy(world.rows, ({ messageId }) => messageId);
  return world.messages.flatMap((message) =>
    decisionProblems(message, rowsOf.get(message.messageId) ?? [], world).map(
      (problem) => `message ${message.messageId} (${message.text}): ${problem}`,
    ),
  );
}

/** The webhook got every message and every held mail, with one id and one number each and without gaps. */
function eventProblems({ messages, records, events }: World): string[] {
  const idsOf = (type: string) =>
    Map.groupBy(
      events.filter((event) => event.type === type),
      ({ about }) => about,
    );
  const told = (type: string, about: string[]) => {
    const found = idsOf(type);
    return about.flatMap((id) => {
      const { size } = new Set((found.get(id) ?? []).map(({ eventId }) => eventId));
      return size === 1 ? [] : [`${type} of ${id}: ${size} events instead of one`];
    });
  };
  const held = records.filter(({ outcome }) => outcome === 'held');
  return [
    ...told(
      'message.created',
      messages.map(({ messageId }) => messageId),
    ),
    ...told(
      'inbound.held',
      held.map(({ mailId }) => mailId),
    ),
    ...numberProblems(events, new Set(messages.map(({ conversationId }) => conversationId))),
  ];
}

/** Checks existing conversations only, as an erased one may have lost pending events. */
function numberProblems(events: ReceivedEvent[], standing: ReadonlySet<string>): string[] {
  const problems: string[] = [];
  for (const [conversationId, own] of Map.groupBy(events, (event) => event.conversationId)) {
    const numbers = new Map(own.map(({ eventId, sequence }) => [eventId, sequence]));
    const given = [...numbers.values()].sort((a, b) => a - b);
    const isWhole = given.every((sequence, index) => sequence === index + 1);
    const isErased = conversationId !== undefined && !standing.has(conversationId);
    if (!isWhole && !isErased) {
      problems.push(`events of ${conversationId ?? 'no conversation'}: numbers ${given.join(' ')}`);
    }
  }
  return problems;
}

function decisionProblems(
  { messageId, author, isDecided }: Item,
  rows: Item[],
  { bouncedIds }: World,
) {
  const [conversationId] = messageId.split('-');
  const problems: string[] = [];
  if (!isDecided) problems.push('notify never came to its end');
  if (rows.some(({ decision }) => decision === 'pending')) problems.push('a row is pending');
  const due = { agent: 'user', user: 'agent', guest: 'agent' }[author.kind as string];
  const isMailed = rows.some(
    ({ participant, decision }) => participant?.kind === due && decision === 'sent',
  );
  if (due && !isMailed && !bouncedIds.includes(conversationId)) {
    const found = rows.map((row) => `${row.participant?.kind} ${row.decision} ${row.reason}`);
    problems.push(`no mail to the ${due}: ${found.join(', ')}`);
  }
  return problems;
}

function erasureProblems({ stored, items, erasedWords }: World): string[] {
  const running = items.filter(
    ({ pk, status }) => String(pk).startsWith('ERASURE#') && status !== 'done',
  );
  const left = stored.filter(({ place, text }) =>
    erasedWords.some((word) => `${place} ${text}`.includes(word)),
  );
  return [
    ...running.map(({ pk }) => `${pk} is not done`),
    ...left.map(({ place }) => `of somebody who was erased is left: ${place}`),
  ];
}
