import { describe, it } from 'vitest';
import { chooseRecipients } from '../../../functions/conversations/recipients/choose-recipients.ts';
import type { Circumstances } from '../../../functions/conversations/recipients/recipient-circumstances.ts';
import { expectGenerated } from '../../support/generated-document.ts';
import {
  agent,
  carla,
  circumstances,
  conversation,
  message,
  ONLINE,
  settings,
} from './recipient-scene.ts';

const decisionAbout = (id: string, fields: Partial<Circumstances>) => {
  const choice = chooseRecipients(circumstances(fields)).choices.find(
    ({ participant }) => participant.id === id,
  );
  if (!choice) return 'no row';
  return choice.decision === 'mail' ? `**mailed**: \`${choice.reason}\`` : `\`${choice.reason}\``;
};

const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const bools = [true, false];
const presence = (isHere: boolean) => (isHere ? 'online' : 'offline');

/** Every combination of a flag and presence. */
const flagAndPresence = bools.flatMap((isOn) => bools.map((isHere) => ({ isOn, isHere })));

type Reach = 'always' | 'when-offline' | 'by-flag';

const userRow = (
  author: 'agent' | 'bot' | 'system',
  reach: Reach | undefined,
  { isOn, isHere }: { isOn: boolean; isHere: boolean },
) => [
  author,
  reach ?? 'any',
  isOn ? 'on' : 'off',
  presence(isHere),
  decisionAbout('carla', {
    message: message({
      author: author === 'agent' ? { kind: author, id: 'anna' } : { kind: author },
    }),
    settings: settings({ agentRepliesReachUser: reach ?? 'always' }),
    user: { ...carla, emailNotifications: isOn },
    userPresence: isHere ? ONLINE : undefined,
  }),
];

function userRows(): string[][] {
  const reaches: Reach[] = ['always', 'when-offline', 'by-flag'];
  const any = ['any', 'any', 'any'];
  const notice = message({ author: { kind: 'system' }, flags: ['bounced'] });
  const byGuest = message({ author: { kind: 'guest', address: 'guest@else.example' } });
  return [
    ...reaches.flatMap((reach) => flagAndPresence.map((state) => userRow('agent', reach, state))),
    ...flagAndPresence.map((state) => userRow('bot', undefined, state)),
    ...flagAndPresence.map((state) => userRow('system', undefined, state)),
    ['system, notice about budget or bounce', ...any, decisionAbout('carla', { message: notice })],
    ['user', ...any, decisionAbout('carla', {})],
    ['guest', ...any, decisionAbout('carla', { message: byGuest })],
  ];
}

const later = { firstUserMessageId: '1000-00' };
const TURNS: [string, Partial<Circumstances>][] = [
  ['assigned to this agent', { conversation: conversation({ agentId: 'anna' }) }],
  ['assigned to another agent', { conversation: conversation({ agentId: 'bob' }) }],
  [
    "in this agent's department",
    {
      conversation: conversation({ departmentId: 'd' }),
      staff: [agent('anna', { departmentIds: ['d'] })],
    },
  ],
  ['in another department', { conversation: conversation({ departmentId: 'd' }) }],
  [
    'neither; the user’s first message',
    { conversation: conversation({ firstUserMessageId: '1000-01' }) },
  ],
  ['neither; nobody has replied', { conversation: conversation(later) }],
  [
    'neither; this agent replied last',
    { conversation: conversation({ ...later, lastReplierId: 'anna' }) },
  ],
  [
    'neither; another replied last',
    { conversation: conversation({ ...later, lastReplierId: 'bob' }) },
  ],
];

function staffRows(): string[][] {
  return TURNS.flatMap(([turn, fields]) =>
    bools.flatMap((isAnswered) =>
      bools.map((isHere) => {
        const all = circumstances(fields);
        const staff = all.staff.map((one) =>
          one.agentId === 'anna' && isHere ? { ...one, presence: ONLINE } : one,
        );
        const about = {
          ...fields,
          staff,
          message: message({ answeredByBot: isAnswered }),
          settings: settings({ humanTakeover: true }),
        };
        return [turn, isAnswered ? 'yes' : 'no', presence(isHere), decisionAbout('anna', about)];
      }),
    ),
  );
}

const generated = `
### The user

${table(['who wrote', '`agent-replies-reach-user`', 'notifications (setting and flag)', 'the user is', 'decision'], userRows())}

### An agent, when the user or a guest wrote

${table(['the conversation is', 'answered by the bot, human takeover on', 'the agent is', 'decision'], staffRows())}
`;

describe('docs/who-is-mailed.md', () => {
  it('shows how the code decides each combination (S11)', () => {
    expectGenerated('docs/who-is-mailed.md', generated);
  });
});
