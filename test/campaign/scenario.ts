import { createRandom } from '../../local/events/seeded-random.ts';

/** What a mail of the campaign should become. */
export type Expected =
  | { outcome: 'delivered'; conversation: number; author: 'user' | 'agent' }
  | { outcome: 'delivered'; author: 'stranger' }
  | { outcome: 'ignored' | 'held' | 'rejected' }
  /** In the name of somebody of the conversation, and proven to be somebody else's. */
  | { outcome: 'held'; conversation: number; author: 'user' | 'agent' }
  | { outcome: 'copy'; of: number };

export interface CampaignMail {
  number: number;
  /** Stands in subject and text, and nowhere else. */
  mark: string;
  expected: Expected;
  /** Header fields beside the usual ones. */
  fields: string[];
  hasFile: boolean;
}

export interface Scenario {
  conversations: number;
  /** Conversations whose user is erased while mail comes in; no mail of the list belongs to them. */
  erased: number;
  /** Conversations whose user's address bounces. */
  bounced: number;
  mails: CampaignMail[];
  /** Messages that the chat posts, by conversation. */
  posts: { mark: string; conversation: number; author: 'user' | 'agent' | 'bot' }[];
}

const MAILS_PER_CONVERSATION = 10;
const POSTS_PER_MAIL = 0.3;

/** All that happens in a campaign, from its seed. */
export function planScenario(seed: string, count: number): Scenario {
  const random = createRandom(`scenario ${seed}`);
  const conversations = Math.max(3, Math.ceil(count / MAILS_PER_CONVERSATION));
  const shareOf = (every: number) => Math.max(1, Math.ceil(count / every));
  const pick = (limit: number) => Math.floor(random() * limit);
  const mark = (kind: string, number: number) => `${kind}${number}x${seed}campaign`;
  const mails = Array.from({ length: count }, (_, number): CampaignMail => {
    const { expected, fields = [] } = planMail(random(), number, pick, conversations);
    return { number, mark: mark('mail', number), expected, fields, hasFile: random() < 0.06 };
  });
  const posts = Array.from({ length: Math.ceil(count * POSTS_PER_MAIL) }, (_, number) => ({
    mark: mark('post', number),
    conversation: pick(conversations),
    author: (['user', 'agent', 'bot'] as const)[pick(3)] ?? 'user',
  }));
  return { conversations, erased: shareOf(250), bounced: shareOf(500), mails, posts };
}

const FAILS = 'X-Local-Verdicts: spf=FAIL dkim=FAIL dmarc=FAIL';

function planMail(
  chance: number,
  number: number,
  pick: (limit: number) => number,
  conversations: number,
): { expected: Expected; fields?: string[] } {
  const delivered = (author: 'user' | 'agent') =>
    ({ outcome: 'delivered', conversation: pick(conversations), author }) as const;
  const feigned = (author: 'user' | 'agent') =>
    ({ outcome: 'held', conversation: pick(conversations), author }) as const;
  const refused = (outcome: 'ignored' | 'held' | 'rejected', field: string) => ({
    expected: { outcome },
    fields: [field],
  });
  if (chance < 0.43) return { expected: delivered('user') };
  if (chance < 0.58) return { expected: delivered('agent') };
  if (chance < 0.69) return { expected: { outcome: 'delivered', author: 'stranger' } };
  if (chance < 0.74) return refused('ignored', 'Auto-Submitted: auto-replied');
  if (chance < 0.77) return refused('ignored', 'List-Id: <a.list.example>');
  if (chance < 0.8) return refused('held', 'X-Local-Verdicts: virus=FAIL');
  if (chance < 0.83 || number === 0) return refused('held', 'X-Local-Verdicts: spam=FAIL');
  if (chance < 0.85) return refused('rejected', 'From: another@fremd.example');
  if (chance < 0.87) return { expected: feigned('agent'), fields: [FAILS] };
  if (chance < 0.89) return { expected: feigned('user'), fields: [FAILS] };
  return { expected: { outcome: 'copy', of: pick(number) } };
}
