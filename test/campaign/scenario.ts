import { createRandom } from '../../local/events/seeded-random.ts';

/** The expected outcome of a mail. */
export type Expected =
  | { outcome: 'delivered'; conversation: number; author: 'user' | 'agent' | 'guest' }
  | { outcome: 'delivered'; author: 'stranger' }
  | { outcome: 'ignored' | 'held' | 'rejected' }
  /** Forged in the name of a person of the conversation. */
  | { outcome: 'held'; conversation: number; author: 'user' | 'agent' }
  | { outcome: 'copy'; of: number };

export interface CampaignMail {
  number: number;
  /** A word of its subject and text only. */
  mark: string;
  expected: Expected;
  /** Additional header fields. */
  fields: string[];
  hasFile: boolean;
  /** Sent over SMTP, or in the mailbox of that protocol. */
  way: 'smtp' | 'imap' | 'pop3';
}

/** A person made by a mail, whom the chat then names with that address while more of their mail arrives (S7). */
export interface Newcomer {
  /** The chat's. */
  userId: string;
  email: string;
  first: CampaignMail;
  second: CampaignMail;
}

export interface Scenario {
  conversations: number;
  /** Conversations whose user is erased while mail arrives; no mail of the list is theirs. */
  erased: number;
  /** Conversations whose user's address bounces. */
  bounced: number;
  mails: CampaignMail[];
  /** Held mails that two people release at once. */
  released: CampaignMail[];
  /** Mails of people who were given the reply address of a conversation. */
  guests: CampaignMail[];
  newcomers: Newcomer[];
  /** Messages that the chat posts, by conversation. */
  posts: { mark: string; conversation: number; author: 'user' | 'agent' | 'bot' }[];
}

/** Every mail, except those of erased people. */
export const allMails = ({ mails, released, guests, newcomers }: Scenario): CampaignMail[] => [
  ...mails,
  ...released,
  ...guests,
  ...newcomers.flatMap(({ first, second }) => [first, second]),
];

const MAILS_PER_CONVERSATION = 10;
const POSTS_PER_MAIL = 0.3;
const FAILS = 'X-Local-Verdicts: spf=FAIL dkim=FAIL dmarc=FAIL';
const SPAM = 'X-Local-Verdicts: spam=FAIL';

/** Everything that happens in a campaign, by its seed. */
export function planScenario(seed: string, count: number): Scenario {
  const random = createRandom(`scenario ${seed}`);
  const conversations = Math.max(3, Math.ceil(count / MAILS_PER_CONVERSATION));
  const shareOf = (every: number) => Math.max(1, Math.ceil(count / every));
  const pick = (limit: number) => Math.floor(random() * limit);
  const mark = (kind: string, number: number) => `${kind}${number}x${seed}campaign`;
  const draft = (kind: string, number: number, planned: PlannedMail): CampaignMail => ({
    number,
    mark: mark(kind, number),
    fields: [],
    way: 'smtp',
    hasFile: random() < 0.06,
    ...planned,
  });
  const several = (kind: string, every: number, plan: (number: number) => PlannedMail) =>
    Array.from({ length: shareOf(every) }, (_, number) => draft(kind, number, plan(number)));
  const mails: CampaignMail[] = [];
  for (let number = 0; number < count; number += 1) {
    mails.push(draft('mail', number, planMail(random(), mails, pick, conversations)));
  }
  return {
    conversations,
    erased: shareOf(250),
    bounced: shareOf(500),
    mails,
    released: several('released', 60, (number) => planReleased(number, pick(conversations))),
    guests: several('guest', 60, () => ({
      expected: { outcome: 'delivered', conversation: pick(conversations), author: 'guest' },
    })),
    newcomers: Array.from({ length: shareOf(120) }, (_, number) =>
      planNewcomer(seed, number, draft),
    ),
    posts: Array.from({ length: Math.ceil(count * POSTS_PER_MAIL) }, (_, number) => ({
      mark: mark('post', number),
      conversation: pick(conversations),
      author: (['user', 'agent', 'bot'] as const)[pick(3)] ?? 'user',
    })),
  };
}

type PlannedMail = Pick<CampaignMail, 'expected'> & Partial<Pick<CampaignMail, 'fields' | 'way'>>;
type Draft = (kind: string, number: number, planned: PlannedMail) => CampaignMail;

function planMail(
  chance: number,
  before: CampaignMail[],
  pick: (limit: number) => number,
  conversations: number,
): PlannedMail {
  const delivered = (author: 'user' | 'agent') =>
    ({ outcome: 'delivered', conversation: pick(conversations), author }) as const;
  const feigned = (author: 'user' | 'agent') =>
    ({ outcome: 'held', conversation: pick(conversations), author }) as const;
  const refused = (outcome: 'ignored' | 'held' | 'rejected', field: string) => ({
    expected: { outcome },
    fields: [field],
  });
  if (chance < 0.37) return { expected: delivered('user') };
  // nothing proves the author of a mail in a mailbox; a user's own is still delivered (S3)
  if (chance < 0.4) return { expected: delivered('user'), way: 'imap' };
  if (chance < 0.43) return { expected: delivered('user'), way: 'pop3' };
  if (chance < 0.58) return { expected: delivered('agent') };
  if (chance < 0.69) return { expected: { outcome: 'delivered', author: 'stranger' } };
  if (chance < 0.74) return refused('ignored', 'Auto-Submitted: auto-replied');
  if (chance < 0.77) return refused('ignored', 'List-Id: <a.list.example>');
  if (chance < 0.8) return refused('held', 'X-Local-Verdicts: virus=FAIL');
  if (chance < 0.83 || before.length === 0) return refused('held', SPAM);
  if (chance < 0.85) return refused('rejected', 'From: another@fremd.example');
  if (chance < 0.87) return { expected: feigned('agent'), fields: [FAILS] };
  if (chance < 0.89) return { expected: feigned('user'), fields: [FAILS] };
  return planCopy(before, pick);
}

/** The copy of a user's own mail may be in a mailbox, as a mail through SES and IMAP is one mail (S15). */
function planCopy(before: CampaignMail[], pick: (limit: number) => number): PlannedMail {
  const of = pick(before.length);
  const original = before[of]?.expected;
  const isUsers = original?.outcome === 'delivered' && original.author === 'user';
  return { expected: { outcome: 'copy', of }, way: isUsers && pick(2) === 0 ? 'imap' : 'smtp' };
}

/** Half of them answer, half open a conversation. */
function planReleased(number: number, conversation: number): PlannedMail {
  return number % 2 === 0
    ? { expected: { outcome: 'delivered', conversation, author: 'user' }, fields: [FAILS] }
    : { expected: { outcome: 'delivered', author: 'stranger' }, fields: [SPAM] };
}

function planNewcomer(seed: string, number: number, draft: Draft): Newcomer {
  const expected = { outcome: 'delivered', author: 'stranger' } as const;
  return {
    userId: `newcomer${number}-${seed}`,
    email: `newcomer${number}@neu-${seed}.example`,
    first: draft('first', number, { expected }),
    second: draft('second', number, { expected }),
  };
}
